package dev.actp.compiler.handbook;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.clause.DecoyRule;
import dev.actp.compiler.clause.ForbidRule;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.clause.QuotaRule;
import dev.actp.compiler.clause.RequiredApprovalRule;
import dev.actp.compiler.clause.SettingRules;
import dev.actp.compiler.handbook.Handbook.Carried;
import dev.actp.compiler.handbook.Handbook.Chapter;
import dev.actp.compiler.handbook.Handbook.Evidence;
import dev.actp.compiler.handbook.Handbook.Requirement;
import dev.actp.compiler.handbook.Handbook.Statement;
import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.TestResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes handbooks. */
public final class HandbookWriter {
  private final List<CompiledFile> policies;
  private final List<Tests> tests;

  /** A test file with the results of its tests, a table's rows one by one. */
  public record Tests(String path, TestFile file, List<TestResult> results) {
    public Tests {
      results = List.copyOf(results);
    }

    /** The files under test, as the policies' own paths name them. */
    List<String> targets() {
      Path folder = Path.of(path).getParent();
      return file.targets().stream()
          .map(target -> folder == null ? Path.of(target.value()) : folder.resolve(target.value()))
          .map(target -> target.normalize().toString().replace('\\', '/'))
          .toList();
    }
  }

  private HandbookWriter(List<CompiledFile> policies, List<Tests> tests) {
    this.policies = policies;
    this.tests = tests;
  }

  /**
   * The handbook of some files.
   *
   * @param policies without errors; libraries are left out, since what they say stands in the
   *     policies that draw it in
   */
  public static Handbook write(String title, List<CompiledFile> policies, List<Tests> tests) {
    return new HandbookWriter(policies, tests).write(title);
  }

  private Handbook write(String title) {
    List<Chapter> chapters =
        policies.stream()
            .map(this::chapter)
            .flatMap(Optional::stream)
            .sorted(
                Comparator.comparing((Chapter chapter) -> !chapter.guardrail())
                    .thenComparing(Chapter::name)
                    .thenComparing(Chapter::path))
            .toList();
    return new Handbook(title, chapters, requirements());
  }

  private Optional<Chapter> chapter(CompiledFile file) {
    LoweredPolicy lowered = file.lowered();
    return lowered == null ? Optional.empty() : Optional.of(chapter(file.path(), lowered));
  }

  private Chapter chapter(String path, LoweredPolicy lowered) {
    Policy policy = lowered.meaning();
    PolicyFile file = lowered.scope().file();
    return new Chapter(
        policy.kind() == Policy.Kind.GUARDRAIL,
        policy.name(),
        policy.version(),
        path,
        PolicyDigest.of(policy),
        file.documentation(),
        SettingRules.monitoring(policy),
        carried(file),
        lowered.capabilities().stream().map(Grants::of).toList(),
        prohibitions(policy, file),
        demands(policy, file),
        SettingRules.sentences(policy),
        tests.stream()
            .filter(test -> test.targets().contains(path))
            .mapToInt(test -> test.results().size())
            .sum());
  }

  private static List<Carried> carried(PolicyFile file) {
    List<Carried> all = new ArrayList<>();
    for (Declaration declaration : file.declarations()) {
      if (declaration instanceof Declaration.Session session) {
        all.add(carried("The token carries ", session.field(), session.documentation()));
      } else if (declaration instanceof Declaration.Agent agent) {
        all.add(carried("The registry of agents holds ", agent.field(), agent.documentation()));
      }
    }
    return all;
  }

  private static Carried carried(String where, Field field, List<String> documentation) {
    String maybe = field.optional() ? ", if there is one." : ".";
    return new Carried(
        Phrase.of(where, "the value ", Phrase.code(field.name().text()), maybe), documentation);
  }

  private static List<Statement> prohibitions(Policy policy, PolicyFile file) {
    List<Statement> all = new ArrayList<>();
    policy
        .decoys()
        .forEach(decoy -> all.add(statement(DecoyRule.sentence(decoy), decoy.source(), file)));
    policy
        .forbids()
        .forEach(forbid -> all.add(statement(ForbidRule.sentence(forbid), forbid.source(), file)));
    return all;
  }

  private static List<Statement> demands(Policy policy, PolicyFile file) {
    List<Statement> all = new ArrayList<>();
    policy
        .approvals()
        .forEach(
            approval ->
                all.add(
                    statement(RequiredApprovalRule.sentence(approval), approval.source(), file)));
    policy
        .quotas()
        .forEach(
            quota -> all.add(statement(QuotaRule.sentence(quota), quota.clause().source(), file)));
    return all;
  }

  /** A rule, with the comment above it. */
  private static Statement statement(Phrase sentence, Source source, PolicyFile file) {
    List<String> documentation =
        file.declarations().stream()
            .filter(each -> line(each) == source.line())
            .map(Declaration::documentation)
            .findFirst()
            .orElse(List.of());
    return new Statement(sentence, documentation, source.text());
  }

  private static int line(Declaration declaration) {
    return declaration.span().file().map(f -> f.line(declaration.span().start())).orElse(0);
  }

  private List<Requirement> requirements() {
    SortedMap<String, List<Evidence>> byId = new TreeMap<>();
    for (Tests test : tests) {
      Map<String, List<TestResult>> byTitle = new LinkedHashMap<>();
      test.results()
          .forEach(
              result ->
                  byTitle
                      .computeIfAbsent(result.testCase().title(), none -> new ArrayList<>())
                      .add(result));
      byTitle.forEach(
          (title, results) -> {
            String id = results.getFirst().testCase().requirement();
            if (id != null) {
              byId.computeIfAbsent(id, none -> new ArrayList<>()).add(evidence(test, results));
            }
          });
    }
    return byId.entrySet().stream()
        .map(entry -> new Requirement(entry.getKey(), sorted(entry.getValue())))
        .toList();
  }

  private static List<Evidence> sorted(List<Evidence> evidence) {
    return evidence.stream()
        .sorted(Comparator.comparing(Evidence::path).thenComparingInt(Evidence::line))
        .toList();
  }

  private static Evidence evidence(Tests test, List<TestResult> results) {
    boolean passed = results.stream().allMatch(TestResult.Passed.class::isInstance);
    return new Evidence(
        results.getFirst().testCase().title(),
        test.path(),
        results.getFirst().testCase().source().line(),
        test.targets(),
        passed);
  }
}
