package dev.actp.cli;

import dev.actp.runtime.testing.CoverageReport;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done with what tests see of policies; any of it has it counted. */
final class CoverageOptions {
  @Option(names = "--coverage", description = "show which outcomes of which clauses no test saw")
  private boolean counted;

  @Option(
      names = "--coverage-format",
      paramLabel = "FORMAT",
      description = "the form of --coverage-output: ${COMPLETION-CANDIDATES}; a table by default")
  private @Nullable CoverageFormat format;

  @Option(
      names = "--coverage-output",
      paramLabel = "FILE",
      description = "where to write it; without it, a form that is named goes to the output")
  private @Nullable Path output;

  @Option(
      names = "--fail-under",
      paramLabel = "PERCENT",
      description = "end with 3 where tests pass and saw less than this, 0 to 100")
  private @Nullable Double least;

  boolean counted() {
    return counted || format != null || output != null || least != null;
  }

  /** Whether the options make sense together. */
  void check() throws Unusable {
    if (least != null && !(least >= 0 && least <= 100)) {
      throw new Unusable("`--fail-under` takes a share from 0 to 100");
    }
  }

  /** Shows and writes what was asked for; the code that this means where all else is well. */
  int report(CoverageReport report, Console console, boolean quiet) throws IOException {
    CoverageFormat form = format == null ? CoverageFormat.TABLE : format;
    if (output != null) {
      OutputFile.write(console.folder().resolve(output), form.of(report, console.folder()));
    }
    if (output == null && form != CoverageFormat.TABLE) {
      console.say(form.of(report, console.folder()));
    } else if (!quiet) {
      new CoverageTable(console.outStyle()).lines(report).forEach(console::say);
    }
    if (least == null || report.percent() >= least) {
      return ExitCode.GOOD;
    }
    console.note(
        "actp: tests saw %s %% of the outcomes, less than the %s %% of `--fail-under`"
            .formatted(CoverageTable.percent(report.percent()), CoverageTable.percent(least)));
    return ExitCode.UNDER;
  }
}
