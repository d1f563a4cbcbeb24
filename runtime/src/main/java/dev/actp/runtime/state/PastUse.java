package dev.actp.runtime.state;

import dev.actp.runtime.state.Digests.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An allowed use in a session's history.
 *
 * @param use its index in the ledger
 * @param at when, in {@link Micros}
 * @param attributes what stands for each attribute's value
 */
record PastUse(
    long use, long at, String resource, Map<String, Digest> attributes, boolean succeeded) {

  /** The same of an earlier version's, which kept 128 bits of SHA-256 of each value. */
  PastUse keyed(Digests digests) {
    Map<String, Digest> kept = new LinkedHashMap<>();
    attributes.forEach((name, plain) -> kept.put(name, digests.keyed(plain)));
    return new PastUse(use, at, resource, kept, succeeded);
  }

  PastUse reportedSucceeded() {
    return new PastUse(use, at, resource, attributes, true);
  }
}
