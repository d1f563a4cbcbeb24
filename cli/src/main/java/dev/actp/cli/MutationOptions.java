package dev.actp.cli;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.mutate.Mutant;
import dev.actp.compiler.mutate.MutationReport;
import dev.actp.compiler.mutate.MutationTesting;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.runtime.policy.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done with changed policies; any of it but the bounds has them tried. */
final class MutationOptions {
  private static final int MOST = 100_000;

  @Option(
      names = "--mutate",
      description =
          "change one small thing of the policies at a time, and show what no test notices")
  private boolean wanted;

  @Option(
      names = "--mutants",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many changes are tried at most: ${DEFAULT-VALUE}")
  private int most;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "which of them, where there are more: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--mutation-output",
      paramLabel = "FILE",
      description = "where to write what no test notices, as JSON")
  private @Nullable Path output;

  @Option(
      names = "--mutation-fail-under",
      paramLabel = "PERCENT",
      description = "end with 3 where tests pass and notice less than this, 0 to 100")
  private @Nullable Double least;

  /** Whether the options make sense together. */
  void check() throws Unusable {
    if (least != null && !(least >= 0 && least <= 100)) {
      throw new Unusable("`--mutation-fail-under` takes a share from 0 to 100");
    }
    if (most < 1 || most > MOST) {
      throw new Unusable("`--mutants` takes a number from 1 to " + MOST);
    }
  }

  /**
   * Tries, shows and writes what was asked for, of policies whose tests pass; the code that this
   * means where all else is well.
   */
  int report(List<PolicyRoot> roots, TestFilter filter, Console console, boolean quiet)
      throws IOException {
    if (!wanted && output == null && least == null) {
      return ExitCode.GOOD;
    }
    MutationReport report = tried(roots, filter);
    if (output != null) {
      OutputFile.write(console.folder().resolve(output), MutationText.json(report));
    }
    if (!quiet) {
      new MutationText(console.outStyle()).lines(report).forEach(console::say);
    }
    if (least == null || report.score() >= least) {
      return ExitCode.GOOD;
    }
    console.note(
        "actp: tests noticed %s %% of the changes, less than the %s %% of `--mutation-fail-under`"
            .formatted(CoverageTable.percent(report.score()), CoverageTable.percent(least)));
    return ExitCode.UNDER;
  }

  private MutationReport tried(List<PolicyRoot> roots, TestFilter filter) throws IOException {
    MutationReport all = MutationReport.NONE;
    for (PolicyRoot root : roots) {
      Shown shown = new Shown(root.shown());
      MutationTesting testing =
          new MutationTesting(
              new PolicyCompiler(new FolderSources(root.folder())),
              root.files(),
              (path, test) -> filter.wants(shown.of(path), test));
      all = all.and(named(testing.run(most, seed), shown));
    }
    return all;
  }

  private static MutationReport named(MutationReport report, Shown shown) {
    List<Mutant> survivors = new ArrayList<>();
    for (Mutant mutant : report.survivors()) {
      Source at = mutant.original();
      Source named = new Source(at.text(), shown.of(at.file()), at.line(), at.column());
      survivors.add(new Mutant(named, mutant.changed()));
    }
    return report.with(survivors);
  }
}
