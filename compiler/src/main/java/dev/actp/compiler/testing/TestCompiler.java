package dev.actp.compiler.testing;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.ActionTarget;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Scope;
import dev.actp.dsl.syntax.Step;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.dsl.syntax.TestItem;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestPlan;
import dev.actp.runtime.testing.TestRunner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compiles one test file against the policies that it names. Confined to one thread. */
public final class TestCompiler {
  private final TestFile file;
  private final PolicyNames names;
  private final List<LoweredPolicy> lowered;
  private final Map<String, Diagnostic> found = new LinkedHashMap<>();
  private final Map<String, Text> titles = new LinkedHashMap<>();
  private final List<TestCase> cases = new ArrayList<>();
  private final List<Source> claims = new ArrayList<>();

  private TestCompiler(TestFile file, Targets targets) {
    this.file = file;
    this.names = new PolicyNames(targets.policies(), groups(file));
    this.lowered = targets.lowered();
  }

  /**
   * Compiles a test file and the files that it is for.
   *
   * @param path the test file's, relative to the root of the compiler
   */
  public static CompiledTests compile(PolicyCompiler policies, String path, TestFile file) {
    Report report = new Report();
    Targets targets = new Targets(policies, path, file.targets(), report);
    List<Diagnostic> diagnostics = new ArrayList<>(targets.diagnostics());
    diagnostics.addAll(report.diagnostics());
    if (report.errors() > 0) {
      return new CompiledTests(null, targets.policies(), diagnostics);
    }
    TestCompiler compiler = new TestCompiler(file, targets);
    file.items().forEach(compiler::add);
    diagnostics.addAll(compiler.inOrder());
    boolean broken = diagnostics.stream().anyMatch(Diagnostic::isError);
    TestPlan plan = broken ? null : new TestPlan(compiler.cases, compiler.claims);
    return new CompiledTests(plan, targets.policies(), diagnostics);
  }

  private List<Diagnostic> inOrder() {
    return found.values().stream()
        .sorted(Comparator.comparingInt(diagnostic -> diagnostic.span().start()))
        .toList();
  }

  private void add(TestItem item) {
    Report report = new Report();
    switch (item) {
      case TestItem.Test test -> test(test, report);
      case TestItem.Never never -> claim(item, never.scope(), report);
      case TestItem.AlwaysApproval always -> claim(item, always.scope(), report);
    }
    keep(report);
  }

  /** Rows share their steps, so that what is wrong with a step is found once a row: kept once. */
  private void keep(Report report) {
    report.diagnostics().forEach(each -> found.putIfAbsent(each.toString(), each));
  }

  private void test(TestItem.Test test, Report report) {
    Text first = titles.putIfAbsent(test.title().value(), test.title());
    if (first != null) {
      report.add(
          Diagnostic.error(
                  Code.TEST_DUPLICATE,
                  "there are two tests `" + test.title() + "`",
                  test.title().span())
              .withLabel(first.span(), "first here"));
    }
    TestClock.check(file.setUp(), test.steps(), test.title(), report);
    if (test.table() == null) {
      cases.add(testCase(test, 0, Places.of(test.title()), Cells.NONE, report));
      return;
    }
    List<Cells> rows = Cells.rows(test.table(), report);
    for (int row = 0; row < rows.size(); row++) {
      Source place = Places.of(test.table().rows().get(row));
      cases.add(testCase(test, row + 1, place, rows.get(row), report));
    }
  }

  private TestCase testCase(TestItem.Test test, int row, Source place, Cells cells, Report report) {
    List<Step> steps = new ArrayList<>(file.setUp());
    steps.addAll(test.steps());
    return new TestCase(
        test.title().value(),
        row,
        test.requirement() == null ? null : test.requirement().value(),
        place,
        new Steps(names, lowered, agents(steps), cells, report, false).of(steps));
  }

  private static Set<String> groups(TestFile file) {
    Set<String> groups = new TreeSet<>();
    for (TestItem item : file.items()) {
      if (item instanceof TestItem.Test test) {
        groups.addAll(Handing.groups(test.steps()));
      }
    }
    return groups;
  }

  /** The agent that every test starts with, and those that a step lets act. */
  private static Set<String> agents(List<Step> steps) {
    Set<String> ids = new TreeSet<>(Set.of(TestRunner.FIRST_AGENT));
    for (Step step : steps) {
      switch (step) {
        case Step.SetAgent set when set.name().text().equals("id") ->
            ids.add(set.value() instanceof Expression.TextLiteral id ? id.value() : "");
        case Step.Repeat repeat -> ids.addAll(agents(repeat.steps()));
        case Step.As as -> ids.addAll(agents(as.steps()));
        case Step.Delegate delegate -> ids.add(delegate.agent().value());
        case Step other -> {}
      }
    }
    return ids;
  }

  private void claim(TestItem item, Scope scope, Report report) {
    if (scope.actions() instanceof ActionTarget.Named named
        && !names.actions().contains(named.action().text())) {
      String name = named.action().text();
      report.error(
          Code.TEST_UNKNOWN_NAME,
          "no policy under test declares or grants an action `" + name + "`",
          named.action().span(),
          Suggestion.help(name, names.actions(), null));
    }
    claims.add(Places.of(item));
  }
}
