package dev.actp.dsl.syntax;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One declaration of a policy, guardrail or library. Which kind of file may hold which is the
 * compiler's to say.
 */
public sealed interface Declaration extends Node {

  /**
   * The lines of its {@code ///} comment without the slashes and one space; empty where there is
   * none.
   */
  List<String> documentation();

  /** {@code session NAME: TYPE [optional]}. */
  record Session(List<String> documentation, Field field, Span span) implements Declaration {}

  /** {@code agent NAME: TYPE [optional]}. */
  record Agent(List<String> documentation, Field field, Span span) implements Declaration {}

  /**
   * {@code action NAME(PARAMETERS)}.
   *
   * @param open whether it ends in {@code ...}, so that other attributes are let through
   */
  record Action(
      List<String> documentation, Name name, List<Field> parameters, boolean open, Span span)
      implements Declaration {
    public Action {
      parameters = List.copyOf(parameters);
    }
  }

  /** {@code window NAME = ITEMS in "ZONE"}; at least one item. */
  record Window(List<String> documentation, Name name, List<WindowItem> items, Text zone, Span span)
      implements Declaration {
    public Window {
      items = List.copyOf(items);
    }
  }

  /** {@code list NAME = [ELEMENTS]}; at most 1,000. */
  record NamedList(
      List<String> documentation, Name name, Expression.ListLiteral elements, Span span)
      implements Declaration {}

  /** {@code clauses NAME { CLAUSES }}. */
  record ClauseSet(List<String> documentation, Name name, List<Clause> clauses, Span span)
      implements Declaration {
    public ClauseSet {
      clauses = List.copyOf(clauses);
    }
  }

  /**
   * {@code capability A, B as NAME on "P", "Q" { CLAUSES }}.
   *
   * @param alias the name behind {@code as}; without it, the first action names the capability
   */
  record Capability(
      List<String> documentation,
      List<Name> actions,
      @Nullable Name alias,
      List<Pattern> resources,
      List<Clause> clauses,
      Span span)
      implements Declaration {
    public Capability {
      actions = List.copyOf(actions);
      resources = List.copyOf(resources);
      clauses = List.copyOf(clauses);
    }

    /** What tokens name it by. */
    public Name name() {
      return alias == null ? actions.getFirst() : alias;
    }
  }

  /** {@code forbid ACTION on "P", "Q" [when EXPR]}. */
  record Forbid(List<String> documentation, Scope scope, @Nullable Expression when, Span span)
      implements Declaration {}

  /** {@code approval by [K of] "GROUP" for ACTION on "P" [when EXPR] [expires D]}. */
  record RequiredApproval(
      List<String> documentation,
      Approvers approvers,
      Scope scope,
      @Nullable Expression when,
      @Nullable Length expires,
      Span span)
      implements Declaration {}

  /**
   * {@code quota N [of EXPR] per WINDOW [for ACTION on "P"] [each KEY, ...]}.
   *
   * @param maximum a whole number; with a measure also a decimal or money; above zero
   * @param measure what is summed, or null where uses are counted
   * @param scope null where it covers every capability
   */
  record Quota(
      List<String> documentation,
      Expression maximum,
      @Nullable Expression measure,
      Period period,
      @Nullable Scope scope,
      List<Key> each,
      Span span)
      implements Declaration {
    public Quota {
      each = List.copyOf(each);
    }
  }

  /** {@code breaker N denials in D suspends D}. */
  record Breaker(
      List<String> documentation, Count denials, Length within, Length suspends, Span span)
      implements Declaration {}

  /** {@code decoy "P", "Q"}. */
  record Decoy(List<String> documentation, List<Pattern> resources, Span span)
      implements Declaration {
    public Decoy {
      resources = List.copyOf(resources);
    }
  }

  /** {@code delegation depth N [attenuated]}. */
  record Delegation(List<String> documentation, Count depth, boolean attenuated, Span span)
      implements Declaration {}

  /** {@code token lifetime at most D}. */
  record TokenLifetime(List<String> documentation, Length maximum, Span span)
      implements Declaration {}

  /**
   * {@code audit [retain D] [redact ["body"]]}: one of them at least.
   *
   * @param redact a list, or the name of one
   */
  record Audit(
      List<String> documentation, @Nullable Length retain, @Nullable Expression redact, Span span)
      implements Declaration {}

  /** {@code mode monitor until DATE}. */
  record Monitor(List<String> documentation, LocalDate until, Span span) implements Declaration {}

  /** {@code explain agents LEVEL}. */
  record Explain(List<String> documentation, Level level, Span span) implements Declaration {
    /** How much an agent is told about a refusal. */
    public enum Level {
      NONE("none"),
      MESSAGE("message"),
      HINTS("hints");

      private final String word;

      Level(String word) {
        this.word = word;
      }

      public String word() {
        return word;
      }
    }
  }
}
