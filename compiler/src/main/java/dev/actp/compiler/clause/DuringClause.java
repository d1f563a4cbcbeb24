package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Phrase;
import dev.actp.compiler.prose.Times;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Clause.During;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.TimeWindow;
import java.util.Optional;

/** {@code during} and {@code not during}. */
final class DuringClause implements ClauseKind<During> {

  @Override
  public String documentation() {
    return """
    `during WINDOW`, `not during WINDOW`

    Only inside, or only outside, a declared window of wall-clock time.
    """;
  }

  @Override
  public Phrase sentence(During written, Clause meaning) {
    String only = written.negated() ? "Never during " : "Only during ";
    return Phrase.of(only, Phrase.code(written.window().text()), hours(meaning.condition()), ".");
  }

  private static String hours(Expr condition) {
    return switch (condition) {
      case Expr.During(TimeWindow window) -> ": " + Times.hours(window);
      case Expr.Not(Expr operand) -> hours(operand);
      case Expr other -> "";
    };
  }

  @Override
  public Optional<Clause> lower(During clause, RuleContext context) {
    Declaration.Window window = context.scope().windows().get(clause.window().text());
    if (window == null) {
      if (context.scope().complete()) {
        context
            .report()
            .error(
                Code.UNKNOWN_WINDOW,
                "no window `" + clause.window() + "` is declared",
                clause.window().span(),
                Suggestion.help(
                    clause.window().text(),
                    context.scope().windows().keySet(),
                    "declare it: `window "
                        + clause.window()
                        + " = mon-fri 09:00-17:00 in \"Europe/Berlin\"`"));
      }
      return Optional.empty();
    }
    return WindowDeclaration.lower(window)
        .map(w -> (Expr) new Expr.During(w))
        .map(inside -> clause.negated() ? new Expr.Not(inside) : inside)
        .map(
            condition ->
                Lowered.condition(Clause.Category.WINDOW, condition, SourceTexts.of(clause)));
  }
}
