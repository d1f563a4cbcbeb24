package dev.actp.runtime.state;

import org.jspecify.annotations.Nullable;

/**
 * A piece of state that changes with almost every decision, as a checkpoint keeps it: opaque bytes
 * that only this package reads.
 *
 * @param kind which part of the state reads it
 * @param name what it is about, unique with the kind within the tenant
 * @param value its content, or null where it is gone
 */
@SuppressWarnings("ArrayRecordComponent") // rows are written and read, never compared
public record VolatileRow(int kind, byte[] name, byte @Nullable [] value) {
  static final int COUNTER = 1;
  static final int SESSION = 2;
  static final int REPORTED = 3;
  static final int PROOF = 4;
  static final int MONTH = 5;
}
