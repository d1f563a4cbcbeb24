package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.policy.Audit;
import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Policy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a policy says once: {@code breaker}, {@code delegation}, {@code token lifetime}, {@code
 * audit}, {@code explain}.
 */
final class SettingRules {
  static final String DOCUMENTATION =
      """
      `breaker N denials in D suspends D` suspends an agent that is denied too often.

      `delegation depth N [attenuated]` lets tokens be handed on, N links at most; without it they cannot be.

      `token lifetime at most D` bounds the life of a token that names the policy.

      `audit [retain D] [redact ["name"]]` says how long records keep attribute values, and which they never hold.

      `mode monitor until DATE` answers `allow` and records what would have been denied, until 00:00 UTC of that day.

      `explain agents none | message | hints` says what an agent is told of a refusal; `message` without it.
      """;

  /** How many links a chain of tokens may have below its root. */
  static final int MAX_DEPTH = 8;

  private SettingRules() {}

  static Breaker breaker(Declaration.Breaker written) {
    return new Breaker(
        Math.toIntExact(written.denials().value()),
        written.within().toDuration(),
        written.suspends().toDuration(),
        SourceTexts.of(written));
  }

  static Optional<Delegation> delegation(Declaration.Delegation written, Report report) {
    if (written.depth().value() > MAX_DEPTH) {
      report.error(
          Code.OUT_OF_RANGE,
          "a chain of tokens has at most " + MAX_DEPTH + " links",
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
