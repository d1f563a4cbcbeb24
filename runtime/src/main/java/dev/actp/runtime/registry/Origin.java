package dev.actp.runtime.registry;

import dev.actp.runtime.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * How a version of a policy came to be in force.
 *
 * @param byKind what kind of somebody put it there, in lower case; empty where nobody wrote it down
 * @param byId who that was
 * @param revision what it was read from has as its own name for it, such as a commit; else empty
 * @param restored the number of the version whose text it has again; 0 where it is no rollback
 * @param changes what it changes about the version in force before it; null where nobody knows
 */
public record Origin(
    String byKind, String byId, String revision, int restored, Value.@Nullable Struct changes) {
  /** Of a version that was put in force before this was written down. */
  public static final Origin UNKNOWN = new Origin("", "", "", 0, null);
}
