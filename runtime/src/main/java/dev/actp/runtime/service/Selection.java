package dev.actp.runtime.service;

import dev.actp.runtime.value.Value;

/** Whose data is to be erased. */
public sealed interface Selection {
  /** What {@link ByAttribute} is called in records. */
  String ATTRIBUTE = "attribute";

  /** What {@link ByAgent} is called in records. */
  String AGENT = "agent";

  /** What {@link ByRecords} is called in records. */
  String RECORDS = "records";

  /** What chooses the records. */
  default String by() {
    return switch (this) {
      case ByAttribute ignored -> ATTRIBUTE;
      case ByAgent ignored -> AGENT;
      case ByRecords ignored -> RECORDS;
    };
  }

  /**
   * What names a person or thing: records in which an attribute of the request, a session value or
   * an agent's value of that name has a value, or holds it.
   */
  record ByAttribute(String name, Value equals) implements Selection {}

  /** All that an agent did, or that was done to it. */
  record ByAgent(String agent) implements Selection {}

  /**
   * The records of some places.
   *
   * @param from the first index
   * @param to the last index
   */
  record ByRecords(long from, long to) implements Selection {}
}
