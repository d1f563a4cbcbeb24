package dev.actp.dsl.syntax;

import dev.actp.dsl.syntax.Outcome.Deny;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a test. */
public sealed interface Step extends Node {

  /**
   * {@code ACTION [on RESOURCE] [{ ATTRIBUTES }] => OUTCOME [then succeeded]}.
   *
   * @param resource a {@link Expression.TextLiteral} or the bare name of a table variable; null for
   *     no resource
   * @param attributes null where no braces were written
   * @param reported what the enforcement point reports afterwards, or null for nothing
   */
  record Request(
      Name action,
      @Nullable Expression resource,
      Expression.@Nullable RecordLiteral attributes,
      Outcome expected,
      @Nullable Report reported,
      Span span)
      implements Step {}

  /** What became of an allowed use. */
  enum Report {
    SUCCEEDED("succeeded"),
    FAILED("failed");

    private final String word;

    Report(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** {@code advance 24h}. */
  record Advance(Length by, Span span) implements Step {}

  /** {@code at 2026-02-16T10:00:00-05:00}. */
  record At(OffsetDateTime time, Span span) implements Step {}

  /** {@code session NAME = VALUE}. */
  record SetSession(Name name, Expression value, Span span) implements Step {}

  /** {@code agent NAME = VALUE}. */
  record SetAgent(Name name, Expression value, Span span) implements Step {}

  /** {@code request ip = "192.0.2.1"}. */
  record SetRequestIp(Text address, Span span) implements Step {}

  /** {@code approve by "who" of "group"} or {@code reject by ...}. */
  record Answer(boolean approved, Text person, Text group, Span span) implements Step {}

  /** {@code revoke capability NAME}. */
  record RevokeCapability(Name capability, Span span) implements Step {}

  /** {@code revoke agent "worker"}. */
  record RevokeAgent(Text agent, Span span) implements Step {}

  /**
   * {@code delegate A, B [on "P"] to "worker" [expires D] { CLAUSES } [=> deny]}.
   *
   * @param on empty where the resources stay as they are
   * @param expected null where the delegation has to succeed
   */
  record Delegate(
      List<Name> capabilities,
      List<Pattern> on,
      Text agent,
      @Nullable Length expires,
      List<Clause> clauses,
      @Nullable Deny expected,
      Span span)
      implements Step {
    public Delegate {
      capabilities = List.copyOf(capabilities);
      on = List.copyOf(on);
      clauses = List.copyOf(clauses);
    }
  }

  /** {@code as "worker" { STEPS }}. */
  record As(Text agent, List<Step> steps, Span span) implements Step {
    public As {
      steps = List.copyOf(steps);
    }
  }

  /** {@code given store unavailable}. */
  record StoreUnavailable(Span span) implements Step {}

  /** {@code repeat N { STEPS }}. */
  record Repeat(Count times, List<Step> steps, Span span) implements Step {
    public Repeat {
      steps = List.copyOf(steps);
    }
  }
}
