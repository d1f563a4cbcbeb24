package dev.actp.compiler.suggest;

import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.dsl.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tries edits: whether what they come to compiles without new warnings, and passes the tests that
 * pass now. For one thread.
 */
final class Bench {
  /** Each round takes away or silences one declaration. */
  private static final int MOST_ROUNDS = 1_000;

  private final SourceLoader loader;
  private final List<String> policies;
  private final List<String> tests;
  private final Map<String, Draft> originals;
  private final List<String> tested;
  private final boolean ignoreTests;
  private final Set<String> knownDiagnostics;
  private final Set<String> knownFailures;

  /**
   * @param now the files as they are
   * @param originals the files that may change, by path
   * @param tested the texts of the tests
   */
  Bench(
      SourceLoader loader,
      Version now,
      List<String> policies,
      List<String> tests,
      Map<String, Draft> originals,
      List<String> tested,
      boolean ignoreTests) {
    this.loader = loader;
    this.policies = policies;
    this.tests = tests;
    this.originals = originals;
    this.tested = tested;
    this.ignoreTests = ignoreTests;
    this.knownDiagnostics = now.diagnostics().keySet();
    this.knownFailures = now.failing().keySet();
  }

  /**
   * What edits come to.
   *
   * @param texts of the files that change, by path
   * @param failing tests that pass now and would fail
   * @param objection why it cannot be so; empty where it can
   */
  record Outcome(
      Version version,
      Map<String, String> texts,
      Collection<Suggestion.FailingTest> failing,
      String objection) {}

  /** Makes edits. */
  Outcome attempt(List<Edit> edits) {
    Map<String, Draft> drafts = new HashMap<>();
    for (Edit edit : edits) {
      String path = edit.proposal().path();
      Draft draft = drafts.computeIfAbsent(path, any -> originals.get(path));
      drafts.put(path, edit.change().apply(draft));
    }
    for (int round = 0; ; round++) {
      Map<String, String> texts = new TreeMap<>();
      drafts.forEach((path, draft) -> texts.put(path, draft.text()));
      Version version = new Version(new Overlay(loader, texts), policies, tests);
      Map<String, Diagnostic> fresh = version.diagnostics();
      fresh.keySet().removeAll(knownDiagnostics);
      if (fresh.isEmpty()) {
        return tried(version, texts);
      }
      if (round == MOST_ROUNDS || !prune(drafts, fresh)) {
        Diagnostic first = fresh.values().iterator().next();
        String objection =
            "it would bring `%s %s`".formatted(first.code().id(), first.message().replace("`", ""));
        return new Outcome(version, texts, List.of(), objection);
      }
    }
  }

  private boolean prune(Map<String, Draft> drafts, Map<String, Diagnostic> fresh) {
    for (Map.Entry<String, Diagnostic> warning : fresh.entrySet()) {
      String path = warning.getKey().substring(0, warning.getKey().indexOf(' '));
      Draft draft = drafts.get(path);
      if (draft != null) {
        Draft pruned = Pruning.of(draft, warning.getValue(), tested);
        if (!pruned.equals(draft)) {
          drafts.put(path, pruned);
          return true;
        }
      }
    }
    return false;
  }

  private Outcome tried(Version version, Map<String, String> texts) {
    Map<String, Suggestion.FailingTest> failing = version.failing();
    failing.keySet().removeAll(knownFailures);
    List<Suggestion.FailingTest> fail = new ArrayList<>(failing.values());
    String objection = "";
    if (!fail.isEmpty() && !ignoreTests) {
      Suggestion.FailingTest first = fail.getFirst();
      objection =
          "the tests demand it, nobody used it: test `%s` (%s) expects %s, and would get %s"
              .formatted(first.test(), first.place(), first.expected(), first.actual());
    }
    return new Outcome(version, texts, fail, objection);
  }
}
