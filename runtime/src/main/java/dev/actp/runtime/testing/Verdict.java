package dev.actp.runtime.testing;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Obligation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a decision is what a test expects, and both in words. */
record Verdict(CompiledPolicies policies, Expectation expected, Decision actual) {

  boolean fits() {
    return switch (expected) {
      case Expectation.Allowed allowed ->
          actual.outcome() == Outcome.ALLOW && reveals(allowed.revealing());
      case Expectation.Waiting waiting ->
          actual.outcome() == Outcome.NEEDS_APPROVAL && asks(waiting.asked());
      case Expectation.Denied denied ->
          actual.outcome() == Outcome.DENY && isCaused(denied.cause());
    };
  }

  private boolean reveals(List<Obligation> wanted) {
    List<Obligation> bound = actual.obligations().stream().map(Verdict::comparable).toList();
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
        || asked()
            .anyMatch(
                ask ->
                    ask.group().equals(people.group())
                        && (people.quorum() == 1 || people.quorum() == ask.quorum()));
  }

  private Stream<Ask> asked() {
    return actual.reasons().stream()
        .filter(reason -> reason.code() == Reason.Code.APPROVAL_NEEDED)
        .map(reason -> Part.of(policies, reason).flatMap(Part::asks))
        .flatMap(Optional::stream);
  }

  private boolean isCaused(Expectation.@Nullable Cause cause) {
    return switch (cause) {
      case Expectation.Cause.Because because ->
          actual.reasons().stream()
              .anyMatch(
                  reason ->
                      because.words().equals(reason.message())
                          || because.words().equals(reason.clause().text()));
      case Expectation.Cause.By by ->
          actual.reasons().stream().anyMatch(reason -> reason.code().family() == by.family());
      case null -> true;
    };
  }

  String expectedText() {
    return switch (expected) {
      case Expectation.Allowed allowed -> "allow" + revealing(allowed.revealing());
      case Expectation.Waiting waiting -> "needs approval" + by(waiting.asked());
      case Expectation.Denied denied -> "deny" + because(denied.cause());
    };
  }

  String actualText() {
    return switch (actual.outcome()) {
      case ALLOW -> "allow" + revealing(actual.obligations());
      case NEEDS_APPROVAL ->
          "needs approval by "
              + joined(asked().map(ask -> people(ask.quorum(), ask.group())).toList());
      case DENY ->
          "deny by "
              + joined(actual.reasons().stream().map(reason -> word(reason.code())).toList());
    };
  }

  private static String joined(Collection<String> words) {
    return String.join(" and by ", words.stream().distinct().toList());
  }

  private static String word(Reason.Code code) {
    return code.family().name().toLowerCase(Locale.ROOT);
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
