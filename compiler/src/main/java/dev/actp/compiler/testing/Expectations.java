package dev.actp.compiler.testing;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Approvers;
import dev.actp.dsl.syntax.Cause;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Outcome;
import dev.actp.dsl.syntax.Reveal;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.testing.Expectation;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind {@code =>}. */
record Expectations(PolicyNames names, Cells cells, Report report) {

  /** The expectation; empty, and reported, where the outcome makes none. */
  Optional<Expectation> of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Allow allow -> allowed(allow);
      case Outcome.NeedsApproval waits -> waiting(waits.approvers());
      case Outcome.Deny deny -> Optional.of(new Expectation.Denied(cause(deny.cause())));
      case Outcome.WouldDeny would -> Optional.of(new Expectation.WouldDeny(cause(would.cause())));
      case Outcome.Variable variable ->
          cells
              .outcome(variable.name(), report)
              .flatMap(found -> new Expectations(names, Cells.NONE, report).of(found));
    };
  }

  private Optional<Expectation> waiting(@Nullable Approvers approvers) {
    if (approvers == null) {
      return Optional.of(new Expectation.Waiting(null));
    }
    group(approvers.group());
    int quorum = (int) Math.min(approvers.count().value(), Integer.MAX_VALUE);
    return Optional.of(
        new Expectation.Waiting(new Expectation.People(quorum, approvers.group().value())));
  }

  /** Reports a group that nobody asks. */
  void group(Text group) {
    Set<String> known = names.groups();
    if (!known.contains(group.value())) {
      report.error(
          Code.TEST_UNKNOWN_NAME,
          "no policy under test asks a group `" + group.value() + "`",
          group.span(),
          Suggestion.help(group.value(), known, null));
    }
  }

  private static Expectation.@Nullable Cause cause(@Nullable Cause cause) {
    return switch (cause) {
      case Cause.Because because -> new Expectation.Cause.Because(because.message().value());
      case Cause.By by -> new Expectation.Cause.By(Reason.Family.valueOf(by.kind().name()));
      case null -> null;
    };
  }

  private Optional<Expectation> allowed(Outcome.Allow allow) {
    List<Obligation> revealing = new ArrayList<>();
    for (Reveal reveal : allow.revealing()) {
      obligation(reveal).ifPresent(revealing::add);
    }
    return revealing.size() == allow.revealing().size()
        ? Optional.of(new Expectation.Allowed(revealing))
        : Optional.empty();
  }

  private Optional<Obligation> obligation(Reveal reveal) {
    return switch (reveal) {
      case Reveal.Only only -> fields(only.names()).map(Obligation.RevealOnly::new);
      case Reveal.AllBut allBut -> fields(allBut.names()).map(Obligation.RevealAllBut::new);
      case Reveal.AtMost atMost ->
          Optional.of(
              new Obligation.RevealAtMostRows(
                  (int) Math.min(atMost.rows().value(), Integer.MAX_VALUE)));
      case Reveal.Redacted redacted -> Optional.of(Obligation.Redacted.REVEAL_REDACTED);
    };
  }

  private Optional<List<String>> fields(Expression list) {
    Optional<Value> value = new TestValues(cells, report).of(list);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts =
        value.get() instanceof Value.Sequence sequence
            ? sequence.elements().stream()
                .filter(Value.Text.class::isInstance)
                .map(text -> ((Value.Text) text).value())
                .toList()
            : List.of();
    if (texts.isEmpty()) {
      report.error(Code.TEST_NOT_A_VALUE, "what is revealed is a list of strings", list.span());
      return Optional.empty();
    }
    return Optional.of(texts);
  }
}
