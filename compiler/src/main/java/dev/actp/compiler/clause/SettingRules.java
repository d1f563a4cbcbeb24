package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Phrase;
import dev.actp.compiler.prose.Times;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.policy.Audit;
import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Monitor;
import dev.actp.runtime.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says once: {@code breaker}, {@code delegation}, {@code token lifetime}, {@code
 * audit}, {@code explain}.
 */
public final class SettingRules {
  static final String DOCUMENTATION =
      """
      `breaker N denials in D suspends D` suspends an agent that is denied too often.

      `delegation depth N [attenuated]` lets tokens be handed on, N times at most and 7 in any case; without it they cannot be.

      `token lifetime at most D` bounds the life of a token that names the policy.

      `audit [retain D] [redact ["name"]]` says how long records keep attribute values, and which they never hold.

      `mode monitor until DATE` answers `allow` and records what would have been denied, until 00:00 UTC of that day.

      `explain agents none | message | hints` says what an agent is told of a refusal; `message` without it.
      """;

  private SettingRules() {}

  /** What a policy's settings say, a sentence each. */
  public static List<Phrase> sentences(Policy policy) {
    List<Phrase> all = new ArrayList<>();
    Breaker breaker = policy.breaker();
    if (breaker != null) {
      all.add(
          Phrase.of(
              "An agent that is denied ",
              breaker.denials(),
              " times within ",
              Times.length(breaker.within()),
              " is suspended for ",
              Times.length(breaker.suspends()),
              "."));
    }
    if (policy.kind() == Policy.Kind.POLICY) {
      all.add(handingOn(policy.delegation()));
    }
    if (policy.tokenLifetime() != null) {
      all.add(Phrase.of("A token lives ", Times.length(policy.tokenLifetime()), " at most."));
    }
    all.addAll(recorded(policy.audit()));
    if (policy.kind() == Policy.Kind.POLICY) {
      all.add(Phrase.of("When it is denied, an agent is told ", told(policy.explain()), "."));
    }
    return List.copyOf(all);
  }

  /** That a policy does not enforce yet; empty where it does. */
  public static Phrase monitoring(Policy policy) {
    Monitor monitor = policy.monitor();
    return monitor == null
        ? Phrase.EMPTY
        : Phrase.of(
            "Until ",
            monitor.until().toString(),
            ", 00:00 UTC, this policy only watches: but for prohibitions, what it would deny is"
                + " allowed and recorded.");
  }

  private static Phrase handingOn(Delegation delegation) {
    if (delegation.depth() == 0) {
      return Phrase.of("Tokens cannot be handed on to other agents.");
    }
    String narrowed = delegation.attenuated() ? ", each time with strictly less" : "";
    return Phrase.of(
        "Tokens can be handed on over ", delegation.depth(), " links at most", narrowed, ".");
  }

  private static List<Phrase> recorded(@Nullable Audit audit) {
    List<Phrase> all = new ArrayList<>();
    all.add(Phrase.of("Every decision is recorded."));
    if (audit != null && audit.retain() != null) {
      all.add(Phrase.of("Records keep attribute values for ", Times.length(audit.retain()), "."));
    }
    if (audit != null && !audit.redact().isEmpty()) {
      all.add(
          Phrase.of(
              "Records never hold the values of ",
              Phrase.codes(List.copyOf(audit.redact()), "and"),
              "."));
    }
    return all;
  }

  private static String told(Policy.Explain level) {
    return switch (level) {
      case NONE -> "nothing but that";
      case MESSAGE -> "the policy's own message";
      case HINTS -> "the policy's own message, with hints at what is missing";
    };
  }

  static Breaker breaker(Declaration.Breaker written) {
    return new Breaker(
        Math.toIntExact(written.denials().value()),
        written.within().toDuration(),
        written.suspends().toDuration(),
        SourceTexts.of(written));
  }

  static Optional<Delegation> delegation(Declaration.Delegation written, Report report) {
    if (written.depth().value() > Delegation.DEPTH_MAX) {
      report.error(
          Code.OUT_OF_RANGE,
          "a token is handed on at most " + Delegation.DEPTH_MAX + " times",
          written.depth().span());
      return Optional.empty();
    }
    return Optional.of(new Delegation((int) written.depth().value(), written.attenuated()));
  }

  static Optional<Audit> audit(Declaration.Audit written, RuleContext context) {
    Optional<List<String>> redact =
        written.redact() == null ? Optional.of(List.of()) : Names.of(written.redact(), context);
    Duration retain = written.retain() == null ? null : written.retain().toDuration();
    SortedSet<String> names = new TreeSet<>(redact.orElse(List.of()));
    return redact.map(r -> new Audit(retain, Collections.unmodifiableSortedSet(names)));
  }

  static Policy.Explain explain(Declaration.Explain written) {
    return switch (written.level()) {
      case NONE -> Policy.Explain.NONE;
      case MESSAGE -> Policy.Explain.MESSAGE;
      case HINTS -> Policy.Explain.HINTS;
    };
  }
}
