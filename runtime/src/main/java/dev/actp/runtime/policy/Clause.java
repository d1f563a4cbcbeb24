package dev.actp.runtime.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One clause of a capability in the small calculus that every kind of clause is lowered to: a
 * condition that must be true, perhaps people to ask, what exercising it charges, and what it
 * obliges the answer to. A false condition fails the clause with its category; a fault fails it as
 * an error.
 *
 * @param condition of type bool; may read facts
 * @param ask people who have to say yes, or null; asked for only while {@code condition} is true
 * @param charges counters that an allow consumes, all of them
 * @param obligations what the enforcement point has to do with the answer
 * @param message the author's words for a refusal ({@code else "..."}), or null
 */
public record Clause(
    Category category,
    Expr condition,
    @Nullable Ask ask,
    List<Charge> charges,
    List<Obligation> obligations,
    @Nullable String message,
    Source source) {

  /**
   * What kind of refusal a failing clause is; named by tests ({@code deny by limit}) and by reason
   * codes.
   */
  public enum Category {
    REQUIRE,
    LIMIT,
    WINDOW,
    APPROVAL,
    HISTORY,
    OBLIGATION,
    DELEGATION
  }

  public Clause {
    charges = List.copyOf(charges);
    obligations = List.copyOf(obligations);
  }
}
