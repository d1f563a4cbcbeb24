package dev.actp.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every bound of the language, at it and one beyond. */
class ParserBoundsTest {
  private static final String HEADER = "policy \"p\" version \"1\"\n";

  @Test
  void brackets_nest_64_deep() {
    // the braces of the capability are one of them
    assertThat(codes(require("(".repeat(63) + "x" + ")".repeat(63)))).isEmpty();
    assertThat(codes(require("(".repeat(64) + "x" + ")".repeat(64))))
        .containsExactly(Code.NESTED_TOO_DEEP);
  }

  @Test
  void ten_thousand_brackets_of_any_kind_give_one_diagnostic() {
    for (String open : List.of("(", "[", "{", "f(", "not (", "every x in (")) {
      assertThat(codes(require(open.repeat(10_000)))).containsOnlyOnce(Code.NESTED_TOO_DEEP);
    }
    assertThat(codes(require(")".repeat(10_000)))).isNotEmpty();
  }

  @Test
  void long_chains_without_brackets_do_not_nest_without_bound() {
    assertThat(codes(require("not ".repeat(64) + "x"))).isEmpty();
    assertThat(codes(require("not ".repeat(65) + "x"))).containsExactly(Code.NESTED_TOO_DEEP);
    assertThat(codes(require("not ".repeat(10_000) + "x"))).containsExactly(Code.NESTED_TOO_DEEP);
    assertThat(codes(require("x + ".repeat(200) + "x == 1"))).isEmpty();
    assertThat(codes(require("x + ".repeat(10_000) + "x == 1")))
        .containsExactly(Code.NESTED_TOO_DEEP);
    assertThat(codes(require("every x in xs: ".repeat(5_000) + "y")))
        .contains(Code.MISPLACED_QUANTIFIER);
    assertThat(codes(require("x and ".repeat(10_000) + "x"))).isEmpty();
  }

  @Test
  void types_nest_64_deep() {
    String fits = "session x: " + "list<".repeat(64) + "int" + ">".repeat(64);
    String deeper = "session x: " + "set<".repeat(65) + "int" + ">".repeat(65);
    assertThat(codes(HEADER + fits)).isEmpty();
    assertThat(codes(HEADER + deeper)).containsExactly(Code.NESTED_TOO_DEEP);
  }

  @Test
  void a_list_has_at_most_1000_elements() {
    assertThat(codes(HEADER + "list a = [" + numbers(1_000) + "]")).isEmpty();
    assertThat(codes(HEADER + "list a = [" + numbers(1_001) + "]"))
        .containsExactly(Code.TOO_MANY_ELEMENTS);
  }

  @Test
  void a_file_has_at_most_256_kib() {
    String comment = "// é\n";
    String filler = comment.repeat((SourceReader.MAX_BYTES - HEADER.length()) / 6);
    String exact = HEADER + filler + " ".repeat(SourceReader.MAX_BYTES - bytes(HEADER + filler));
    assertThat(codes(exact)).isEmpty();
    assertThat(decode(exact)).isEmpty();
    assertThat(codes(exact + " ")).containsExactly(Code.TOO_LARGE);
    assertThat(decode(exact + " ")).containsExactly(Code.TOO_LARGE);
  }

  @Test
  void a_policy_of_ten_thousand_lines_is_read_or_refused_as_too_large() {
    String read = "capability c on \"doc://*\" {\n" + "  limit 1 per day\n".repeat(10_000) + "}\n";
    assertThat(codes(HEADER + read)).isEmpty();
    String large = "capability c on \"doc://*\" {\n" + "  require amount <= 500\n".repeat(12_000);
    assertThat(codes(HEADER + large)).containsExactly(Code.TOO_LARGE);
  }

  @Test
  void thousands_of_errors_are_reported_up_to_a_bound() {
    String errors = "capability c on \"doc://*\" {\n" + "  limt 1 per day\n".repeat(5_000) + "}\n";
    assertThat(codes(HEADER + errors)).hasSize(50);
    assertThat(codes(HEADER + "§".repeat(1_000))).isNotEmpty();
    assertThat(codes(HEADER + "list a = [" + "5min, ".repeat(1_000))).hasSize(50);
    assertThat(codes(HEADER + "decoy \"" + "***/".repeat(1_000) + "\"")).hasSize(50);
    assertThat(
            Parser.parse(new SourceFile("p.actp", HEADER + "/// none\n".repeat(9_000)))
                .diagnostics())
        .hasSize(50);
  }

  @Test
  void numbers_of_any_length_are_refused_without_reading_them() {
    assertThat(codes(require("x == " + "9".repeat(200_000))))
        .containsExactly(Code.NUMBER_OUT_OF_RANGE);
    assertThat(codes(require("x == 0." + "9".repeat(200_000))))
        .containsExactly(Code.NUMBER_OUT_OF_RANGE);
    assertThat(codes(require("x == " + "9".repeat(200_000) + "h3")))
        .containsExactly(Code.RUN_ON_LITERAL);
    assertThat(codes(HEADER + "token lifetime at most " + "9".repeat(200_000) + "d"))
        .containsExactly(Code.NUMBER_OUT_OF_RANGE);
  }

  @Test
  void integers_fill_64_bits_and_decimals_38_digits() {
    assertThat(codes(require("x == 9223372036854775807 or x == -9223372036854775808"))).isEmpty();
    assertThat(codes(require("x == -9223372036854775809")))
        .containsExactly(Code.NUMBER_OUT_OF_RANGE);
    assertThat(codes(require("x == 12345678." + "1".repeat(30)))).isEmpty();
    assertThat(codes(require("x == 123456789." + "1".repeat(30))))
        .containsExactly(Code.NUMBER_OUT_OF_RANGE);
  }

  @Test
  void lines_that_end_in_carriage_returns_are_lines_too() {
    String unix =
        "/// doc\n" + HEADER + "\nsession a: string // note\n/// doc b\nsession b: string\n";
    ParseResult<?> expected = Parser.parse(new SourceFile("p.actp", unix));
    for (String end : List.of("\r", "\r\n")) {
      ParseResult<?> read = Parser.parse(new SourceFile("p.actp", unix.replace("\n", end)));
      assertThat(read.diagnostics()).isEmpty();
      assertThat(read.tree()).isEqualTo(expected.tree());
      assertThat(read.comments()).isEqualTo(expected.comments());
    }
  }

  private static String require(String expression) {
    return HEADER + "capability c on \"doc://*\" {\n  require " + expression + "\n}\n";
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(", "));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<Code> codes(String text) {
    ParseResult<?> result = Parser.parse(new SourceFile("p.actp", text));
    assertThat(result.unit().isPresent()).isEqualTo(result.diagnostics().isEmpty());
    return result.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static List<Code> decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ParseResult<SourceFile> result = SourceReader.decode("p.actp", bytes);
    return result.diagnostics().stream().map(Diagnostic::code).toList();
  }
}
