package dev.actp.runtime.testing;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Obligation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a decision is what a test expects, and both in words. */
record Verdict(Expectation expected, World.Asked asked) {

  private Decision actual() {
    return asked.decision();
  }

  boolean fits() {
    return switch (expected) {
      case Expectation.Allowed allowed ->
          actual().outcome() == Outcome.ALLOW && reveals(allowed.revealing());
      case Expectation.Waiting waiting ->
          actual().outcome() == Outcome.NEEDS_APPROVAL && asks(waiting.asked());
      case Expectation.Denied denied ->
          actual().outcome() == Outcome.DENY && isCaused(denied.cause(), actual().reasons());
      case Expectation.WouldDeny would ->
          actual().outcome() == Outcome.ALLOW && wouldDeny(actual().monitored(), would.cause());
    };
  }

  private boolean wouldDeny(
      Decision.@Nullable Monitored monitored, Expectation.@Nullable Cause cause) {
    return monitored != null
        && monitored.outcome() == Outcome.DENY
        && isCaused(cause, monitored.reasons());
  }

  /** The obligations that were asked for, as the policy has them. */
  List<Obligation> asserted() {
    if (!(expected instanceof Expectation.Allowed allowed)) {
      return List.of();
    }
    List<Obligation> wanted = allowed.revealing().stream().map(Verdict::comparable).toList();
    return actual().obligations().stream()
        .filter(bound -> wanted.contains(comparable(bound)))
        .toList();
  }

  private boolean reveals(List<Obligation> wanted) {
    List<Obligation> bound = actual().obligations().stream().map(Verdict::comparable).toList();
    return wanted.stream().map(Verdict::comparable).allMatch(bound::contains);
  }

  /** Names compare case-insensitively and in any order. */
  private static Obligation comparable(Obligation obligation) {
    return switch (obligation) {
      case Obligation.RevealOnly only -> new Obligation.RevealOnly(sorted(only.names()));
      case Obligation.RevealAllBut allBut -> new Obligation.RevealAllBut(sorted(allBut.names()));
      case Obligation.RevealAtMostRows rows -> rows;
      case Obligation.Redacted redacted -> redacted;
    };
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().sorted().toList();
  }

  private boolean asks(Expectation.@Nullable People people) {
    return people == null
        || askedPeople()
            .anyMatch(
                ask ->
                    ask.group().equals(people.group())
                        && (people.quorum() == 1 || people.quorum() == ask.quorum()));
  }

  private Stream<Effect.OpenApproval> askedPeople() {
    return actual().effects().stream()
        .filter(Effect.OpenApproval.class::isInstance)
        .map(Effect.OpenApproval.class::cast);
  }

  private boolean isCaused(Expectation.@Nullable Cause cause, List<Reason> reasons) {
    return switch (cause) {
      case Expectation.Cause.Because because ->
          reasons.stream()
              .anyMatch(
                  reason ->
                      because.words().equals(reason.message())
                          || because.words().equals(reason.clause().text()));
      case Expectation.Cause.By by ->
          reasons.stream().anyMatch(reason -> isOf(by.family(), reason.code()));
      case null -> true;
    };
  }

  /** What a breaker suspends is both: denied by the breaker, and suspended. */
  private boolean isOf(Reason.Family family, Reason.Code code) {
    return code.family() == family
        || (family == Reason.Family.BREAKER
            && code == Reason.Code.AGENT_SUSPENDED
            && asked.suspendedByBreaker());
  }

  String expectedText() {
    return switch (expected) {
      case Expectation.Allowed allowed -> "allow" + revealing(allowed.revealing());
      case Expectation.Waiting waiting -> "needs approval" + by(waiting.asked());
      case Expectation.Denied denied -> "deny" + because(denied.cause());
      case Expectation.WouldDeny would -> "allow would deny" + because(would.cause());
    };
  }

  String actualText() {
    return switch (actual().outcome()) {
      case ALLOW -> "allow" + revealing(actual().obligations()) + monitored(actual().monitored());
      case NEEDS_APPROVAL ->
          "needs approval by "
              + joined(askedPeople().map(ask -> people(ask.quorum(), ask.group())).toList());
      case DENY -> "deny" + by(actual().reasons());
    };
  }

  private String monitored(Decision.@Nullable Monitored monitored) {
    if (monitored == null) {
      return "";
    }
    return switch (monitored.outcome()) {
      case ALLOW -> "";
      case NEEDS_APPROVAL -> ", where monitor mode ends: needs approval";
      case DENY -> " would deny" + by(monitored.reasons());
    };
  }

  private String by(List<Reason> reasons) {
    return " by " + joined(reasons.stream().map(reason -> word(reason.code())).toList());
  }

  private static String joined(Collection<String> words) {
    return String.join(" and by ", words.stream().distinct().toList());
  }

  private String word(Reason.Code code) {
    boolean breaker = isOf(Reason.Family.BREAKER, code);
    return (breaker ? Reason.Family.BREAKER : code.family()).name().toLowerCase(Locale.ROOT);
  }

  private static String by(Expectation.@Nullable People people) {
    return people == null ? "" : " by " + people(people.quorum(), people.group());
  }

  private static String people(int quorum, String group) {
    return (quorum == 1 ? "" : quorum + " of ") + ValueText.quote(group);
  }

  private static String because(Expectation.@Nullable Cause cause) {
    return switch (cause) {
      case Expectation.Cause.Because because -> " because " + ValueText.quote(because.words());
      case Expectation.Cause.By by -> " by " + by.family().name().toLowerCase(Locale.ROOT);
      case null -> "";
    };
  }

  private static String revealing(List<Obligation> obligations) {
    return obligations.isEmpty()
        ? ""
        : " revealing "
            + String.join(" and ", obligations.stream().map(ObligationText::of).toList());
  }
}
