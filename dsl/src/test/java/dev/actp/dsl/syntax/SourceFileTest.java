package dev.actp.dsl.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SourceFileTest {

  @Test
  void lines_end_at_each_kind_of_line_end() {
    SourceFile file = new SourceFile("p.actp", "a\nb\r\nc\rd\n");
    assertThat(file.lines()).isEqualTo(5);
    assertThat(file.lineText(1)).isEqualTo("a");
    assertThat(file.lineText(2)).isEqualTo("b");
    assertThat(file.lineText(3)).isEqualTo("c");
    assertThat(file.lineText(4)).isEqualTo("d");
    assertThat(file.lineText(5)).isEmpty();
    assertThat(file.line(3)).isEqualTo(2);
    assertThat(file.line(file.text().length())).isEqualTo(5);
  }

  @Test
  void columns_count_code_points() {
    SourceFile file = new SourceFile("p.actp", "x\n😀é y");
    assertThat(file.column(6)).isEqualTo(4);
    assertThat(Span.of(file, 6, 7)).hasToString("p.actp:2:4");
  }

  @Test
  void places_outside_the_text_are_bugs() {
    SourceFile file = new SourceFile("p.actp", "abc");
    assertThatThrownBy(() -> file.line(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Span.of(file, 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void nodes_that_say_the_same_are_equal_wherever_they_stand() {
    SourceFile file = new SourceFile("p.actp", "read");
    assertThat(new Name("read", Span.of(file, 0, 4))).isEqualTo(Name.of("read"));
    assertThat(new Name("read", Span.of(file, 0, 4))).hasSameHashCodeAs(Name.of("read"));
    assertThat(Name.of("read")).isNotEqualTo(Name.of("write"));
  }
}
