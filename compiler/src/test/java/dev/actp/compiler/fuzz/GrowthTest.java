package dev.actp.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.fixtures.fuzz.Cost;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What may be repeated costs no more, for each time that it is, in a long file than in a short one.
 */
class GrowthTest {
  private static final String HEAD =
      """
      policy "p" version "1"
      session team: string
      action pay(amount: int, body: string, ok: bool)
      action open(...)
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amount < 5 and ",
        "amount < 5 and amount > 9 and ",
        "amount > % and ",
        "amount == % or ",
        "(amount == %) and ",
        "present(context.a%) and ",
        "present(context.a%) and (context.a% == 1 or context.b% == 1) and ",
        "body in [\"a%\"] or ",
        "(some x in [%]: x == amount) or ",
        "length(lower(body)) < % and ",
        "body matches \"a%*\" or ",
      })
  void a_connective(String operand) {
    growsWithItsLength(
        "capability open on \"**\" {\n  require ",
        operand.replace("amount", "context.n"),
        "ok }\n");
    growsWithItsLength(
        "capability pay on \"**\" {\n  require ", operand.replace("context.", "not "), "ok }\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action a%(x: int)",
        "session a%: int",
        "list a% = [1, 2]",
        "window w% = daily 09:00-17:00 in \"UTC\"",
        "clauses c% { require amount > 1 }",
        "capability a% on \"a%/*\" { require x < 3 }",
        "capability pay as p% on \"p%/{session.team}\" {}",
        "forbid any action matching \"a%*\" on \"a%/**\" when ok",
        "approval by \"g%\" for pay on \"**\" when amount > %",
        "decoy \"a%\"",
      })
  void a_declaration(String declaration) {
    growsWithItsLength("", declaration + "\n", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"require amount > %\n", "after open on \"a%\"\n", "reveal all but [\"%\"]\n"})
  void a_clause(String clause) {
    growsWithItsLength("capability pay on \"**\" {\n", clause, "}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/* ", "' ", "\u201c ", "\"\n", "{", "1-1-", "a.", "requre %\n", "}\n", "//\n"})
  void what_is_no_policy(String rubbish) {
    String text = HEAD + rubbish.repeat(200_000 / rubbish.length());
    assertThat(Cost.of(() -> PolicyCompiler.compileText("p.actp", text)))
        .matches(cost -> cost.isFairFor(text));
  }

  private static void growsWithItsLength(String before, String part, String behind) {
    double few = bytes(before, part, behind, 400);
    double many = bytes(before, part, behind, 1_600);
    assertThat(many / few).as("growth of what is allocated, for four times the text").isLessThan(7);
  }

  private static long bytes(String before, String part, String behind, int times) {
    String parts =
        IntStream.range(0, times)
            .mapToObj(i -> part.replace("%", Integer.toString(i)))
            .collect(Collectors.joining());
    String text = HEAD + before + parts + behind;
    Runnable compiling = () -> PolicyCompiler.compileText("p.actp", text);
    compiling.run();
    return Cost.of(compiling).bytes();
  }
}
