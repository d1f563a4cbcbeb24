package dev.actp.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Resolver;
import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundsTest {
  private static final String HEADER = "policy \"p\" version \"1\"\n";

  @Test
  void a_file_of_256_KiB_is_read_and_one_byte_more_is_not() {
    String most = HEADER + "//" + "x".repeat(SourceLoader.MAX_BYTES - HEADER.length() - 2);
    assertThat(PolicyCompiler.compileText("p.actp", most).policy()).isPresent();
    assertThat(codes(PolicyCompiler.compileText("p.actp", most + "x")))
        .containsExactly(Code.TOO_LARGE);
  }

  @Test
  void a_policy_has_2000_clauses_and_not_one_more() {
    assertThat(PolicyCompiler.compileText("p.actp", clauses(2_000)).policy()).isPresent();
    assertThat(codes(PolicyCompiler.compileText("p.actp", clauses(2_001))))
        .containsExactly(Code.TOO_MANY_CLAUSES);
  }

  @Test
  void clauses_count_where_they_are_used_not_where_they_are_written() {
    String used = "clauses c {\n" + requirements(100) + "}\n";
    assertThat(PolicyCompiler.compileText("p.actp", HEADER + used + uses(20)).policy()).isPresent();
    assertThat(codes(PolicyCompiler.compileText("p.actp", HEADER + used + uses(21))))
        .containsExactly(Code.TOO_MANY_CLAUSES);
  }

  @Test
  void clause_sets_that_use_one_another_do_not_multiply_without_end() {
    StringBuilder doubling = new StringBuilder(HEADER);
    for (int i = 1; i < 15; i++) {
      doubling.append(
          "clauses c%d { use c%d use c%d limit %d per day }\n".formatted(i, i - 1, i - 1, i));
    }
    doubling.append("clauses c0 { require x == 1 }\ncapability a on \"**\" { use c14 }\n");
    assertThat(codes(PolicyCompiler.compileText("p.actp", doubling.toString())))
        .contains(Code.TOO_MANY_CLAUSES);
  }

  @Test
  void a_policy_has_2000_rules_and_not_one_more() {
    assertThat(PolicyCompiler.compileText("p.actp", rules(1_999)).policy()).isPresent();
    assertThat(codes(PolicyCompiler.compileText("p.actp", rules(2_000))))
        .containsExactly(Code.TOO_MANY_CLAUSES);
  }

  @Test
  void a_policy_of_10_000_lines_is_compiled_or_refused_by_a_diagnostic() {
    String lines = HEADER + "capability a on \"**\" {\n" + requirements(10_000) + "}\n";
    CompiledFile compiled = PolicyCompiler.compileText("p.actp", lines);
    assertThat(compiled.failed()).isTrue();
    assertThat(codes(compiled)).isSubsetOf(Code.TOO_MANY_CLAUSES, Code.TOO_LARGE);
  }

  @Test
  void a_file_draws_in_100_libraries_and_not_one_more() {
    assertThat(importing(Resolver.MAX_LIBRARIES).failed()).isFalse();
    assertThat(codes(importing(Resolver.MAX_LIBRARIES + 1))).containsExactly(Code.TOO_MANY_IMPORTS);
  }

  @Test
  void a_file_with_thousands_of_mistakes_is_told_the_first_ones() {
    String wrong =
        HEADER + "capability a on \"**\" {\n" + "  during nowhere\n".repeat(1_500) + "}\n";
    assertThat(PolicyCompiler.compileText("p.actp", wrong).diagnostics()).hasSize(Report.MAX);
  }

  @Test
  void warnings_do_not_crowd_out_what_a_policy_says() {
    String library = "library \"l\"\n" + "/// for nothing\n".repeat(100);
    Map<String, String> texts = new HashMap<>();
    StringBuilder policy = new StringBuilder(HEADER);
    for (int i = 0; i < 10; i++) {
      texts.put("l" + i + ".actp", library);
      policy.append("import \"l").append(i).append(".actp\"\n");
    }
    texts.put("p.actp", policy + "capability a on \"**\" {}\nforbid a on \"b\"\n");
    CompiledFile compiled = new PolicyCompiler(new MemorySources(texts)).compile("p.actp");
    assertThat(compiled.diagnostics()).hasSize(Report.MAX);
    assertThat(compiled.policy().orElseThrow().forbids()).hasSize(1);
    texts.put("p.actp", policy + "capability a on \"**\" { during nowhere }\n");
    assertThat(codes(new PolicyCompiler(new MemorySources(texts)).compile("p.actp")))
        .hasSize(Report.MAX + 1)
        .contains(Code.UNKNOWN_WINDOW);
  }

  @Test
  void thousands_of_unknown_names_are_not_each_held_against_thousands_of_known_ones() {
    StringBuilder text = new StringBuilder(HEADER).append("action f(known0: int");
    IntStream.range(1, 9_000).forEach(i -> text.append(",k").append(i).append(": int"));
    text.append(")\ncapability f on \"**\" { require context.a in [");
    IntStream.range(0, 950).forEach(i -> text.append(i == 0 ? "" : ",").append("u").append(i));
    text.append("]\n}\n");
    assertThat(PolicyCompiler.compileText("p.actp", text.toString()).diagnostics())
        .hasSize(Report.MAX);
  }

  @Test
  void long_globs_are_compared_as_far_as_is_reasonable() {
    String glob = "**a".repeat(20_000);
    String text =
        HEADER
            + "capability a on \"%s\" {}\ncapability a as b on \"%sb\" {}\n".formatted(glob, glob);
    assertThat(PolicyCompiler.compileText("p.actp", text).policy()).isPresent();
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    CompiledFile missing =
        new PolicyCompiler(new MemorySources(Map.of("suport.actp", HEADER)))
            .compile("support.actp");
    assertThat(codes(missing)).containsExactly(Code.UNREADABLE);
    assertThat(missing.diagnostics().getFirst().help()).isEqualTo("did you mean `suport.actp`?");
  }

  private static String clauses(int count) {
    return HEADER + "capability a on \"**\" {\n" + requirements(count) + "}\n";
  }

  private static String requirements(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "  require x != " + i + "\n")
        .collect(Collectors.joining());
  }

  private static String uses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "capability a%d on \"r%d\" { use c }\n".formatted(i, i))
        .collect(Collectors.joining());
  }

  private static String rules(int count) {
    return HEADER
        + "action a(...)\n"
        + IntStream.range(0, count)
            .mapToObj(i -> "forbid a on \"r" + i + "\"\n")
            .collect(Collectors.joining());
  }

  private static CompiledFile importing(int libraries) {
    Map<String, String> texts = new HashMap<>();
    StringBuilder policy = new StringBuilder(HEADER);
    for (int i = 0; i < libraries; i++) {
      texts.put("l" + i + ".actp", "library \"l\"\n");
      policy.append("import \"l").append(i).append(".actp\"\n");
    }
    texts.put("p.actp", policy.toString());
    return new PolicyCompiler(new MemorySources(texts)).compile("p.actp");
  }

  private static List<Code> codes(CompiledFile file) {
    return file.diagnostics().stream().map(Diagnostic::code).toList();
  }
}
