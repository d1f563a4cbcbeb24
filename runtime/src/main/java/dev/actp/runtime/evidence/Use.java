package dev.actp.runtime.evidence;

import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.policy.Counter;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An allowed use, with what is still kept beside its record.
 *
 * @param lifetime how long the root of the token's chain was issued for, which none behind it
 *     outlives; null where that is not known
 */
public record Use(RecordedDecision record, @Nullable Duration lifetime) {

  /** Whether the record holds all that it was decided by, but for redacted attributes. */
  public boolean isWhole() {
    return record.version() >= RecordedDecision.COMPLETE && !record.erased();
  }

  /** Whether nobody knows if the request had an attribute, or which value. */
  public boolean isUnknown(String attribute) {
    return record.erased() || record.facts().withheld().contains(attribute);
  }

  /** Whether nobody knows what the use took of a counter, or of which: a value is redacted. */
  public boolean isHidden(Counter counter) {
    Set<String> withheld = record.facts().withheld();
    return !withheld.isEmpty()
        && (!counter.measure().isEmpty()
            || counter.keys().stream()
                .anyMatch(
                    key ->
                        key instanceof Counter.Key.Attribute(String name)
                            && withheld.contains(name)));
  }

  /** How often the token was handed on. */
  public int depth() {
    return record.token().links().size() - 1;
  }
}
