package dev.actp.compiler.diff;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.ObligationText;
import dev.actp.runtime.testing.ValueText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a request came to under one version, as far as the caller can tell. */
record Answer(Decision decision) {

  /** Which way the newer answer goes; empty where the caller cannot tell the two apart. */
  static Optional<Direction> between(Answer before, Answer after) {
    int less = Integer.compare(before.rank(), after.rank());
    if (less != 0) {
      return Optional.of(less < 0 ? Direction.WIDENED : Direction.NARROWED);
    }
    return switch (before.decision().outcome()) {
      case ALLOW -> Obliging.between(before.obligations(), after.obligations());
      case NEEDS_APPROVAL -> asking(before, after);
      case DENY -> Optional.empty();
    };
  }

  private int rank() {
    return switch (decision.outcome()) {
      case DENY -> 0;
      case NEEDS_APPROVAL -> 1;
      case ALLOW -> 2;
    };
  }

  private List<Obligation> obligations() {
    return decision.obligations();
  }

  /** More people are asked, or fewer, or others. */
  private static Optional<Direction> asking(Answer before, Answer after) {
    Map<String, Integer> old = before.people();
    Map<String, Integer> now = after.people();
    if (old.equals(now)) {
      return before.deadlines().equals(after.deadlines())
          ? Optional.empty()
          : Optional.of(Direction.ALTERED);
    }
    if (covers(now, old)) {
      return Optional.of(Direction.NARROWED);
    }
    return Optional.of(covers(old, now) ? Direction.WIDENED : Direction.ALTERED);
  }

  private static boolean covers(Map<String, Integer> more, Map<String, Integer> less) {
    return less.entrySet().stream()
        .allMatch(each -> more.getOrDefault(each.getKey(), 0) >= each.getValue());
  }

  /** How many people of each group are asked. */
  private Map<String, Integer> people() {
    Map<String, Integer> people = new TreeMap<>();
    for (Effect.OpenApproval open : asked()) {
      people.merge(open.group(), open.quorum(), Integer::sum);
    }
    return people;
  }

  private List<String> deadlines() {
    return asked().stream().map(open -> open.group() + open.expires()).sorted().toList();
  }

  private List<Effect.OpenApproval> asked() {
    return decision.effects().stream()
        .filter(Effect.OpenApproval.class::isInstance)
        .map(Effect.OpenApproval.class::cast)
        .toList();
  }

  /** Whether a part of a policy had a say in it. */
  boolean names(String policy, String capability, Source source) {
    return decision.reasons().stream()
        .anyMatch(
            reason ->
                reason.policy().equals(policy)
                    && (capability.isEmpty() || reason.capability().equals(capability))
                    && reason.clause().equals(source));
  }

  /** Whether a capability was exercised, or approval is asked for it. */
  boolean exercised(String policy, String capability) {
    return new Decision.Exercised(policy, capability).equals(decision.exercised());
  }

  boolean saysCode(Reason.Code code) {
    return decision.reasons().stream().anyMatch(reason -> reason.code() == code);
  }

  /** How much made it come out so. */
  int reasons() {
    return decision.reasons().size();
  }

  /** In a few words. */
  String text() {
    return switch (decision.outcome()) {
      case ALLOW ->
          decision.obligations().isEmpty()
              ? "allow"
              : decision.obligations().stream()
                  .map(ObligationText::of)
                  .collect(Collectors.joining(" and ", "allow revealing ", ""));
      case NEEDS_APPROVAL ->
          asked().stream()
              .map(
                  open ->
                      (open.quorum() == 1 ? "" : open.quorum() + " of ")
                          + ValueText.quote(open.group())
                          + " within "
                          + ValueText.of(open.expires()))
              .collect(Collectors.joining(" and ", "needs approval by ", ""));
      case DENY ->
          decision.reasons().stream()
              .map(Answer::why)
              .distinct()
              .collect(Collectors.joining("; ", "deny by ", ""));
    };
  }

  private static String why(Reason reason) {
    String code = reason.code().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return reason.clause().text().isEmpty() || reason.code() == Reason.Code.CAPABILITY_NOT_GRANTED
        ? code
        : code + " (" + reason.clause().text() + ")";
  }
}
