package dev.actp.dsl.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextRendererTest {
  private static final TextRenderer PLAIN = new TextRenderer(false);

  @Test
  void the_caret_stands_under_the_span_whatever_stands_before_it() {
    assertThat(mark("\tlimt 5", "limt")).isEqualTo("1 |     limt 5\n  |     ^^^^\n");
    assertThat(mark("日本 limt", "limt")).isEqualTo("1 | 日本 limt\n  |      ^^^^\n");
    assertThat(mark("e\u0301 limt", "limt")).isEqualTo("1 | e\u0301 limt\n  |   ^^^^\n");
    assertThat(mark("😀 limt", "limt")).isEqualTo("1 | 😀 limt\n  |    ^^^^\n");
    assertThat(mark("a\u202eb limt", "limt"))
        .isEqualTo("1 | a\\u{202E}b limt\n  |            ^^^^\n");
  }

  @Test
  void a_span_over_several_lines_is_marked_to_the_end_of_its_first() {
    assertThat(mark("a {\n  b\n}", "{\n  b\n}")).isEqualTo("1 | a {\n  |   ^\n");
  }

  @Test
  void an_empty_span_and_the_end_of_the_file_have_one_caret() {
    SourceFile file = new SourceFile("p.actp", "a\n");
    assertThat(PLAIN.render(error(Span.of(file, 2, 2))))
        .endsWith(" --> p.actp:2:1\n  |\n2 |\n  | ^\n");
  }

  @Test
  void a_long_line_is_cut_around_the_span() {
    String[] lines = mark("x".repeat(5_000) + " limt " + "y".repeat(5_000), "limt").split("\n", -1);
    assertThat(lines[0]).hasSizeLessThan(140).contains("…").contains(" limt ");
    assertThat(lines[1].indexOf('^')).isEqualTo(lines[0].indexOf("limt"));
    assertThat(lines[1]).endsWith(" ^^^^");
  }

  @Test
  void further_places_are_shown_with_their_words_and_files() {
    SourceFile one = new SourceFile("one.actp", "first\nsecond third\n");
    SourceFile two = new SourceFile("two.actp", "other\n");
    Diagnostic diagnostic =
        error(Span.of(one, 6, 12))
            .withLabel(Span.of(one, 0, 5), "declared here")
            .withLabel(Span.of(one, 13, 18), null)
            .withLabel(Span.of(two, 0, 5), "and here")
            .withHelp("write `x`");
    assertThat(PLAIN.render(diagnostic))
        .isEqualTo(
            """
            error[ACTP0201]: expected `x`
             --> one.actp:2:1
              |
            1 | first
              | ----- declared here
            2 | second third
              | ^^^^^^
              |        -----
             ::: two.actp:1:1
              |
            1 | other
              | ----- and here
              = help: write `x`
            """);
  }

  @Test
  void a_diagnostic_without_a_source_has_only_words() {
    assertThat(PLAIN.render(error(Span.NONE))).isEqualTo("error[ACTP0201]: expected `x`\n");
  }

  @Test
  void invisible_characters_of_a_message_are_escaped() {
    Diagnostic sly = Diagnostic.error(Code.UNEXPECTED, "found `\u001b[2J\u202e`", Span.NONE);
    assertThat(PLAIN.render(sly)).isEqualTo("error[ACTP0201]: found `\\u{1B}[2J\\u{202E}`\n");
  }

  @Test
  void color_adds_escapes_and_no_text() {
    Diagnostic diagnostic = error(Span.of(new SourceFile("p.actp", "limt 5"), 0, 4)).withHelp("x");
    String colored = new TextRenderer(true).render(diagnostic);
    assertThat(colored).contains("\u001b[1;31merror[ACTP0201]\u001b[0m");
    assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(PLAIN.render(diagnostic));
  }

  @Test
  void json_names_places_by_line_and_column_in_code_points() {
    SourceFile file = new SourceFile("p\".actp", "a\n😀 limt");
    Diagnostic diagnostic = error(Span.of(file, 5, 9)).withLabel(Span.NONE, "é").withHelp("h");
    assertThat(JsonRenderer.render(List.of(diagnostic)))
        .isEqualTo(
            "[{\"code\":\"ACTP0201\",\"severity\":\"error\",\"message\":\"expected"
                + " `x`\",\"help\":\"h\","
                + "\"labels\":[{\"path\":\"p\\\".actp\",\"line\":2,\"column\":3,\"endLine\":2,"
                + "\"endColumn\":7},{\"text\":\"\\u00e9\"}]}]");
    assertThat(JsonRenderer.render(List.of())).isEqualTo("[]");
  }

  @Test
  void the_nearest_word_is_suggested_only_if_it_is_near() {
    List<String> words = List.of("limit", "require", "reveal", "use");
    assertThat(Suggestion.nearest("limt", words)).contains("limit");
    assertThat(Suggestion.nearest("reuqire", words)).contains("require");
    assertThat(Suggestion.nearest("LIMIT", words)).contains("limit");
    assertThat(Suggestion.nearest("permit", words)).isEmpty();
    assertThat(Suggestion.nearest("limit", List.of("limit"))).isEmpty();
    assertThat(Suggestion.nearest("x".repeat(1_000), words)).isEmpty();
  }

  private static Diagnostic error(Span span) {
    return Diagnostic.error(Code.UNEXPECTED, "expected `x`", span);
  }

  /** The source line and its mark. */
  private static String mark(String text, String word) {
    int start = text.indexOf(word);
    Span span = Span.of(new SourceFile("p.actp", text), start, start + word.length());
    String shown = PLAIN.render(error(span));
    return shown.substring(shown.indexOf("1 |"));
  }
}
