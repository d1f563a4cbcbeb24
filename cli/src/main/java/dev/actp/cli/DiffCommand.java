package dev.actp.cli;

import dev.actp.compiler.diff.Difference;
import dev.actp.compiler.diff.DifferenceValue;
import dev.actp.compiler.diff.Direction;
import dev.actp.compiler.diff.PolicyDiff;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.policy.Policy;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp diff OLD NEW}, {@code actp diff --git REV PATH}. */
@Command(
    name = "diff",
    description = "Show what a change of policies permits and what it takes away.",
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..2",
      paramLabel = "PATH",
      description = "the old and the new policies: files or folders; with --git only the new ones")
  private List<String> paths = List.of();

  @Option(
      names = "--git",
      paramLabel = "REV",
      description = "compare with what is committed there, such as HEAD or main")
  private @Nullable String revision;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, or markdown for a comment: ${COMPLETION-CANDIDATES}")
  private Format format = Format.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "WAY",
      description = "end with 4 where something goes this way: ${COMPLETION-CANDIDATES}")
  private @Nullable Way failOn;

  /** How the difference is shown. */
  enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  /** What a caller does not want to pass unseen. */
  enum Way {
    WIDENED,
    NARROWED,
    ANY
  }

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (paths.size() != (revision == null ? 2 : 1)) {
      throw new Unusable(
          revision == null
              ? "`diff` compares two paths: the old and the new policies"
              : "with `--git` there is one path: the new policies");
    }
    LoadedPolicies after =
        LoadedPolicies.of(console, paths.subList(paths.size() - 1, paths.size()));
    LoadedPolicies before =
        revision == null
            ? LoadedPolicies.of(console, paths.subList(0, 1))
            : GitVersion.load(console, revision, paths.getFirst());
    boolean refused = before.refused(console);
    if (after.refused(console) || refused) {
      return ExitCode.FAILED;
    }
    Difference difference = PolicyDiff.between(named(before), named(after));
    switch (format) {
      case TEXT ->
          new DifferenceText(console.outStyle(), before, after)
              .lines(difference)
              .forEach(console::say);
      case JSON ->
          console.say(
              ValueWriter.text(new DifferenceValue(before::place, after::place).of(difference)));
      case MARKDOWN ->
          new DifferenceMarkdown(before, after).lines(difference).forEach(console::say);
    }
    return fails(difference) ? ExitCode.DIFFERENT : ExitCode.GOOD;
  }

  private static List<Policy> named(LoadedPolicies loaded) throws Unusable {
    Set<String> seen = new HashSet<>();
    for (Policy policy : loaded.policies()) {
      if (!seen.add(policy.name())) {
        throw new Unusable("two policies of one version are called `" + policy.name() + "`");
      }
    }
    return loaded.policies();
  }

  /** What nothing shows counts as what its shape says, and what says nothing as either. */
  private boolean fails(Difference difference) {
    boolean altered = difference.count(Direction.ALTERED) > 0;
    return switch (failOn) {
      case null -> false;
      case WIDENED -> altered || difference.count(Direction.WIDENED) > 0;
      case NARROWED -> altered || difference.count(Direction.NARROWED) > 0;
      case ANY -> !difference.changes().isEmpty();
    };
  }
}
