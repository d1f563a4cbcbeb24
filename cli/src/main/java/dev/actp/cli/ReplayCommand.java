package dev.actp.cli;

import dev.actp.compiler.KeptPolicies;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.replay.Flip;
import dev.actp.runtime.replay.LedgerReplay;
import dev.actp.runtime.replay.Replayer;
import dev.actp.runtime.replay.WhatIf;
import dev.actp.runtime.replay.WhatIfReport;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code actp replay}. */
@Command(
    name = "replay",
    description = "Decide again what was recorded, or what other policies would have decided.",
    mixinStandardHelpOptions = true,
    footer = {"", "Reads only; a server may run over the data folder."})
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RecordsOptions records = new RecordsOptions();

  @Option(names = "--action", paramLabel = "NAME", description = "only those about an action")
  private @Nullable String action;

  @Option(
      names = "--against",
      arity = "1..*",
      paramLabel = "POLICY",
      description = "files or folders: what they would have decided")
  private List<String> against = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json, or markdown for a comment: ${COMPLETION-CANDIDATES}")
  private Format format = Format.TABLE;

  @Option(
      names = "--fail-on",
      paramLabel = "WAY",
      description =
          "with --against: end with 4 where a decision goes this way: ${COMPLETION-CANDIDATES}")
  private DiffCommand.@Nullable Way failOn;

  /** How the result is shown. */
  enum Format {
    TABLE,
    JSON,
    MARKDOWN
  }

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (against.isEmpty() && failOn != null) {
      throw new Unusable("`--fail-on` needs `--against`: without it nothing may differ anyway");
    }
    return records.over(console, source -> against.isEmpty() ? replay(source) : tryOut(source));
  }

  private boolean wanted(RecordedDecision decision) {
    String agent = records.agent();
    return (agent == null || agent.equals(decision.token().leaf().agent()))
        && (action == null || action.equals(decision.request().action()));
  }

  private int replay(RecordSource source) throws Unusable {
    source.demandPolicies();
    ReplayText text = new ReplayText(console, format);
    LedgerReplay.Summary summary =
        LedgerReplay.of(
            source.rows(),
            new Replayer(source.versions(), new KeptPolicies()::compile),
            this::wanted,
            text::difference);
    text.summary(summary);
    return summary.different() == 0 ? ExitCode.GOOD : ExitCode.FAILED;
  }

  private int tryOut(RecordSource source) throws IOException {
    LoadedPolicies loaded = LoadedPolicies.of(console, against);
    if (loaded.refused(console)) {
      return ExitCode.FAILED;
    }
    source.demandPolicies();
    demandKnown(loaded.policies(), source.versions());
    WhatIf whatIf = new WhatIf(source.versions(), new KeptPolicies()::compile, loaded.executable());
    WhatIfReport report = WhatIfReport.of(source.rows(), whatIf, this::wanted);
    new WhatIfText(console, report).say(format);
    return fails(report) ? ExitCode.DIFFERENT : ExitCode.GOOD;
  }

  /** What no token names changes nothing, and is most likely a mistake. */
  private static void demandKnown(List<Policy> policies, List<PolicyVersion> versions)
      throws Unusable {
    if (policies.isEmpty()) {
      throw new Unusable("`--against` names no policy or guardrail");
    }
    Set<String> known = versions.stream().map(PolicyVersion::name).collect(Collectors.toSet());
    for (Policy policy : policies) {
      if (policy.kind() == Policy.Kind.POLICY && !known.contains(policy.name())) {
        throw new Unusable(
            "no policy called `" + policy.name() + "` was ever in force there: no token names it");
      }
    }
  }

  private boolean fails(WhatIfReport report) {
    return switch (failOn) {
      case null -> false;
      case WIDENED -> report.count(Flip.Way.WIDENED) > 0;
      case NARROWED -> report.count(Flip.Way.NARROWED) > 0;
      case ANY -> !report.ways().isEmpty();
    };
  }
}
