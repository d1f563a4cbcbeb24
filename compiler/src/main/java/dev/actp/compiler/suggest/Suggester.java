package dev.actp.compiler.suggest;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.diff.Difference;
import dev.actp.compiler.diff.PolicyDiff;
import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.runtime.evidence.Evidence;
import dev.actp.runtime.policy.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Proposes the narrowest policies that allow what was used. What it proposes compiles without new
 * warnings, passes the tests that pass now, allows every recorded use that the policies as they are
 * allow, and never anything that they do not: it refuses where any of that could not be shown.
 */
public final class Suggester {
  private final SourceLoader loader;
  private final Settings settings;
  private final List<String> policies = new ArrayList<>();
  private final List<String> tests = new ArrayList<>();
  private final Map<String, Draft> originals = new TreeMap<>();
  private final Map<String, String> texts = new TreeMap<>();
  private final Version now;

  /** What came of it. */
  public sealed interface Result {}

  /** A suggestion; without files where nothing could be narrower. */
  public record Suggested(Suggestion suggestion) implements Result {}

  /** The files are not good enough to work on. */
  public record Broken(List<Diagnostic> diagnostics) implements Result {}

  /**
   * What was found cannot be shown to be narrower, or to allow what was used.
   *
   * @param why for people
   */
  public record Refused(String why) implements Result {}

  /**
   * Works on files under one root.
   *
   * @param paths policies, guardrails and tests; the tests beside a policy, {@code NAME_test.actp},
   *     count even where they are not named
   * @throws IOException where a file cannot be read
   */
  public Suggester(SourceLoader loader, List<String> paths, Settings settings) throws IOException {
    this.loader = loader;
    this.settings = settings;
    TreeSet<String> all = new TreeSet<>(paths);
    for (String path : paths) {
      String beside = path.replaceAll("\\.actp$", "_test.actp");
      if (loader.read(beside).isPresent()) {
        all.add(beside);
      }
    }
    for (CompiledFile file : new Version(loader, List.copyOf(all), List.of()).files()) {
      (file.unit() instanceof TestFile ? tests : policies).add(file.path());
    }
    now = new Version(loader, policies, tests);
  }

  /** What these uses make of the policies. */
  public Result suggest(Evidence evidence) throws IOException {
    List<Diagnostic> errors =
        now.diagnostics().values().stream().filter(Diagnostic::isError).toList();
    if (!errors.isEmpty()) {
      return new Broken(errors);
    }
    read();
    Uses uses = Uses.of(now.policies(), evidence);
    Findings found = new Findings();
    for (CompiledFile file : now.files()) {
      if (file.policy().filter(policy -> policy.kind() == Policy.Kind.POLICY).isPresent()) {
        find(Subject.of(file, uses.played(), settings), found);
      }
    }
    return suggestion(evidence, uses, found);
  }

  private void read() throws IOException {
    for (String path : policies) {
      byte[] bytes = loader.read(path).orElseThrow();
      SourceFile source = SourceReader.decode(path, bytes).unit().orElseThrow();
      var parsed = Parser.parse(source);
      texts.put(path, source.text());
      originals.put(path, new Draft((PolicyFile) parsed.unit().orElseThrow(), parsed.comments()));
    }
  }

  private static void find(Subject subject, Findings found) {
    if (subject.uses().isEmpty()) {
      if (!subject.policy().capabilities().isEmpty()) {
        found.note(
            "policy `%s` is left as it is: no record shows a use of it"
                .formatted(subject.policy().name()));
      }
      return;
    }
    Grants.find(subject, found);
    Resources.find(subject, found);
    Requirements.find(subject, found);
    Limits.find(subject, found);
    Hours.find(subject, found);
    PolicySettings.find(subject, found);
  }

  private Result suggestion(Evidence evidence, Uses uses, Findings found) throws IOException {
    Bench bench =
        new Bench(loader, now, policies, tests, originals, testTexts(), settings.ignoreTests());
    Choice choice = new Choice(bench, new Yielding(now.policies()));
    choice.among(found.edits());
    Bench.Outcome outcome = bench.attempt(choice.made());
    Difference difference = difference(outcome);
    while (difference.changes().stream().anyMatch(Choice::permitsMore)
        && !choice.made().isEmpty()) {
      choice.without(difference);
      outcome = bench.attempt(choice.made());
      difference = difference(outcome);
    }
    if (!outcome.objection().isEmpty()) {
      return new Refused(outcome.objection());
    }
    List<Long> otherwise = uses.otherwiseUnder(outcome.version().policies());
    if (!otherwise.isEmpty()) {
      return new Refused("records " + otherwise + " would not be allowed as they were");
    }
    return new Suggested(
        new Suggestion(
            files(outcome.texts()),
            choice.made().stream().map(Edit::proposal).toList(),
            choice.held(),
            found.notes(),
            List.copyOf(outcome.failing()),
            difference,
            uses.basis(evidence)));
  }

  private Difference difference(Bench.Outcome outcome) {
    return PolicyDiff.between(now.policies(), outcome.version().policies());
  }

  private List<String> testTexts() throws IOException {
    List<String> all = new ArrayList<>();
    for (String path : tests) {
      loader
          .read(path)
          .flatMap(bytes -> SourceReader.decode(path, bytes).unit())
          .ifPresent(source -> all.add(source.text()));
    }
    return all;
  }

  private List<Suggestion.File> files(Map<String, String> changed) {
    return changed.entrySet().stream()
        .map(
            each ->
                new Suggestion.File(
                    each.getKey(),
                    Objects.requireNonNull(texts.get(each.getKey())),
                    each.getValue()))
        .toList();
  }
}
