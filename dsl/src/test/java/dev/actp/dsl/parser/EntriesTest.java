package dev.actp.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.SourceFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions and patterns as other notations embed them. */
class EntriesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount > 1000",
        "not (a in [1, 2])",
        "every x in xs: (x == 1 or x == 2)",
        "a - (b - c) * 2 == -1.50",
        "limit == 5 and context.session == \"s\"",
        "context[\"Content-Type\"] matches \"*/json\"",
        "sql(query).tables within [\"users\"]"
      })
  void one_expression_is_read_and_written_back(String text) {
    ParseResult<Expression> result = Parser.parseExpression(new SourceFile("constraint", text));
    assertThat(result.diagnostics()).isEmpty();
    assertThat(Formatter.text(result.unit().orElseThrow())).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a >",
        "a b",
        "a } capability x on \"**\" {",
        "a else \"b\"",
        "a // b\n and",
        "a\nb"
      })
  void nothing_but_one_expression_is_an_expression(String text) {
    assertThat(Parser.parseExpression(new SourceFile("constraint", text)).unit()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "doc://*",
        "doc://**/x",
        "customer://id:{session.customer_id}/*",
        "{agent.team}",
        "\\*\\{\\u{7D}\\\"\\\\"
      })
  void one_pattern_is_read_and_written_back(String text) {
    ParseResult<Pattern> result = Parser.parsePattern(new SourceFile("resource", text));
    assertThat(result.diagnostics()).isEmpty();
    assertThat(Formatter.text(result.unit().orElseThrow())).isEqualTo("\"" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{project.id}}", "{x}", "***", "}", "{session.x", "\\q", "a\u202eb", "a\nb"})
  void what_no_pattern_says_is_refused(String text) {
    assertThat(Parser.parsePattern(new SourceFile("resource", text)).unit()).isEmpty();
  }
}
