package dev.actp.runtime.decision;

import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the state answers to a {@link FactKey}. */
public sealed interface Reading {

  /** The fact could not be read: every clause that needs it fails as an error. */
  record Unavailable(String why) implements Reading {}

  /** There is no such thing. */
  enum Missing implements Reading {
    MISSING
  }

  /**
   * An agent of the registry.
   *
   * @param values its registered values, untyped
   * @param suspendedUntil null where it is not suspended; {@link Instant#MAX} until a person lifts
   *     it
   */
  record Agent(String name, Value.Struct values, boolean disabled, @Nullable Instant suspendedUntil)
      implements Reading {}

  /**
   * What was revoked of a token.
   *
   * @param whole the token, its agent's tokens, or the tenant's
   * @param policies the ids of revoked policies that it names
   * @param capabilities names revoked in this token
   */
  record Revocations(boolean whole, Set<String> policies, Set<String> capabilities)
      implements Reading {
    public static final Revocations NONE = new Revocations(false, Set.of(), Set.of());
  }

  /**
   * An amount used: a number or money; the number zero where nothing counts, sums of money
   * included.
   */
  record Used(Value amount) implements Reading {}

  /** A number of things. */
  record Count(int count) implements Reading {}

  /** Domain names, in lower case. */
  record Domains(SortedSet<String> names) implements Reading {
    public Domains {
      names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
  }

  /**
   * What an expression over redacted values came to: a truth, a fault of a kind, or the number zero
   * in the place of any other value.
   */
  record Came(Result result) implements Reading {}

  /** A truth. */
  record Truth(boolean value) implements Reading {}

  /**
   * An approval.
   *
   * @param id its id; empty where there is {@link State#NONE}
   */
  record Approval(State state, String id) implements Reading {
    /** Where it stands. An expired or used one is {@link #NONE}. */
    public enum State {
      NONE,
      PENDING,
      GIVEN,
      REJECTED
    }

    public static final Approval NONE = new Approval(State.NONE, "");
  }
}
