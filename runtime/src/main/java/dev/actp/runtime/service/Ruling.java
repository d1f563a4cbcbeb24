package dev.actp.runtime.service;

import dev.actp.runtime.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an act will come to. Nothing has been changed yet. */
sealed interface Ruling {

  /**
   * It can be done.
   *
   * @param id of what it makes or changes
   * @param number the version's number where a policy is activated, else 0
   * @param details for the record, in the clear
   * @param sealed for the record, sealed
   * @param apply does it
   */
  record Possible(String id, int number, Value.Struct details, Value.Struct sealed, Runnable apply)
      implements Ruling {}

  /**
   * All of several things can be done; each is recorded by itself.
   *
   * @param target what all of it is done to
   */
  record Several(String target, List<Part> parts) implements Ruling {
    public Several {
      parts = List.copyOf(parts);
    }

    /** One, under the name of the act that does it alone. */
    record Part(String act, Possible possible) {}
  }

  /** It is so already. */
  record Already(String id, int number) implements Ruling {}

  /**
   * It cannot be done.
   *
   * @param exceeded the tenant's quota that is in the way, or null
   */
  record Impossible(Done.Why why, String message, @Nullable Exceeded exceeded) implements Ruling {
    Impossible(Done.Why why, String message) {
      this(why, message, null);
    }
  }

  static Impossible exceeded(Exceeded exceeded) {
    return new Impossible(Done.Why.QUOTA, exceeded.message(), exceeded);
  }

  static Ruling unknown(String what, String id) {
    return new Impossible(Done.Why.UNKNOWN, "there is no " + what + " `" + id + "`");
  }

  static Ruling conflict(String message) {
    return new Impossible(Done.Why.CONFLICT, message);
  }

  static Ruling invalid(String message) {
    return new Impossible(Done.Why.INVALID, message);
  }
}
