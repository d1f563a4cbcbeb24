package dev.actp.server.http;

import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the body of a request for several decisions comes to. */
sealed interface Batch {
  /** How many requests one may hold. */
  int MOST = 100;

  /** What is to be said where there are more, or none. */
  String RANGE = "is required: a list of 1 to " + MOST + " requests";

  /**
   * Several, in the order in which they are decided.
   *
   * @param semantic which of them are
   */
  record Several(List<EnforceBody> asked, Semantic semantic) implements Batch {
    public Several {
      asked = List.copyOf(asked);
    }
  }

  /** One request, which is answered like one. */
  record Single(EnforceBody asked) implements Batch {}

  /** It does not fit. */
  record Unfit(Problem problem) implements Batch {}

  /** Which requests are decided (AuthZEN Authorization API 1.0, 7.1.2.1). */
  enum Semantic {
    EXECUTE_ALL,
    DENY_ON_FIRST_DENY,
    PERMIT_ON_FIRST_PERMIT;

    static Optional<Semantic> of(String name) {
      for (Semantic one : values()) {
        if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
          return Optional.of(one);
        }
      }
      return Optional.empty();
    }

    /** Whether nothing is decided after one that was allowed, or was not. */
    boolean endsWith(boolean allowed) {
      return switch (this) {
        case EXECUTE_ALL -> false;
        case DENY_ON_FIRST_DENY -> !allowed;
        case PERMIT_ON_FIRST_PERMIT -> allowed;
      };
    }
  }

  /** Whether there are as many as may be. */
  static boolean fits(List<Value> requests) {
    return !requests.isEmpty() && requests.size() <= MOST;
  }
}
