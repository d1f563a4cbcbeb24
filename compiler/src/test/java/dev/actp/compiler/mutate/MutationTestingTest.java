package dev.actp.compiler.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.fixtures.Corpus;
import dev.actp.runtime.policy.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MutationTestingTest {
  private static final int ALL = 10_000;
  private static final String POLICY =
      """
      policy "p" version "1"
      action pay(amount: int)
      capability pay on "till://*" {
        require amount > 0
        limit 2 per day
      }
      """;
  private static final String TESTS =
      """
      tests for "p.actp"
      at 2026-02-16T10:00:00Z
      test "a floor" for amount, outcome in [(0, deny), (1, allow), (2, allow)] {
        pay on "till://1" { amount: amount } => (outcome)
      }
      """;
  private static final String LIMIT =
      """
      test "two a day" {
        repeat 2 { pay on "till://1" { amount: 1 } => allow }
        pay on "till://1" { amount: 1 }            => deny by limit
        advance 24h
        pay on "till://1" { amount: 1 }            => allow
      }
      """;

  @Test
  void every_part_that_tests_can_see_is_changed() throws IOException {
    Path corpus = Corpus.folder("mutation");
    PolicyCompiler compiler = new PolicyCompiler(new FolderSources(corpus));
    MutationReport report =
        new MutationTesting(compiler, List.of("everything_test.actp"), (path, test) -> true)
            .run(ALL, 1);
    String shown =
        report.survivors().stream().map(MutationTestingTest::shown).collect(Collectors.joining());
    assertThat(shown).isEqualTo(Corpus.golden(corpus.resolve("everything.txt"), shown));
    assertThat(report.killed()).isZero();
  }

  private static String shown(Mutant mutant) {
    Source at = mutant.original();
    return "%s:%d:%d%n  - %s%n  + %s%n"
        .formatted(at.file(), at.line(), at.column(), at.text(), mutant.changed());
  }

  @Test
  void what_no_test_notices_is_named_with_its_place() {
    assertThat(run(TESTS, ALL, 1).survivors())
        .containsExactly(
            new Mutant(limit(9), "limit 1 per day"),
            new Mutant(limit(9), "limit 3 per day"),
            new Mutant(limit(11), "limit 2 per week"),
            new Mutant(limit(3), ""));
  }

  private static Source limit(int column) {
    return new Source("limit 2 per day", "p.actp", 5, column);
  }

  @Test
  void tests_of_every_bound_notice_every_change() {
    MutationReport report = run(TESTS + LIMIT, ALL, 1);
    assertThat(report.survivors()).isEmpty();
    assertThat(report.score()).isEqualTo(100);
    assertThat(report.killed()).isEqualTo(report.mutants()).isGreaterThan(8);
  }

  @Test
  void what_means_the_same_or_nothing_is_not_counted() {
    String policy =
        POLICY.replace("limit 2 per day", "limit 2 per day each agent").replace("> 0", "in floor")
            + "list floor = [1]\n";
    MutationReport report = run(Map.of("p.actp", policy, "p_test.actp", TESTS), ALL, 1);
    assertThat(report.equivalent()).isPositive();
    String typed = POLICY.replace("amount > 0", "present(body) and body != \"\"");
    typed = typed.replace("amount: int", "body: string optional");
    assertThat(run(Map.of("p.actp", typed, "p_test.actp", TESTS), ALL, 1).invalid()).isPositive();
  }

  @Test
  void a_change_in_a_library_is_held_against_the_tests_of_who_imports_it() {
    String library = "library \"l\"\nclauses few { limit 2 per day }\n";
    String policy =
        POLICY
            .replace("limit 2 per day", "use few")
            .replace("\naction", "\nimport \"l.actp\"\naction");
    MutationReport report =
        run(Map.of("p.actp", policy, "l.actp", library, "p_test.actp", TESTS), ALL, 1);
    assertThat(report.survivors())
        .contains(new Mutant(new Source("limit 2 per day", "l.actp", 2, 21), "limit 1 per day"));
  }

  @Test
  void no_more_are_tried_than_asked_for_and_the_seed_chooses() {
    MutationReport few = run(TESTS, 5, 7);
    assertThat(few.mutants() + few.equivalent() + few.invalid()).isEqualTo(5);
    assertThat(few.untried()).isPositive();
    assertThat(run(TESTS, 5, 7)).isEqualTo(few);
    assertThat(List.of(run(TESTS, 5, 1), run(TESTS, 5, 2), run(TESTS, 5, 3)))
        .anyMatch(other -> !other.equals(few));
  }

  @Test
  void only_wanted_tests_notice() {
    MutationReport report =
        new MutationTesting(
                compiler(Map.of("p.actp", POLICY, "p_test.actp", TESTS + LIMIT)),
                List.of("p_test.actp"),
                (path, test) -> test.title().equals("two a day"))
            .run(ALL, 1);
    assertThat(report.survivors())
        .extracting(Mutant::changed)
        .contains("require amount >= 0")
        .doesNotContain("limit 3 per day");
  }

  private static MutationReport run(String tests, int most, long seed) {
    return run(Map.of("p.actp", POLICY, "p_test.actp", tests), most, seed);
  }

  private static MutationReport run(Map<String, String> texts, int most, long seed) {
    return new MutationTesting(compiler(texts), List.copyOf(texts.keySet()), (path, test) -> true)
        .run(most, seed);
  }

  private static PolicyCompiler compiler(Map<String, String> texts) {
    return new PolicyCompiler(new MemorySources(texts));
  }
}
