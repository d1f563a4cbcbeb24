package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Comparison.Operator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A text that a function never gives: {@code lower(x) == "ABC"}, {@code domain(a) ==
 * "@company.com"}.
 */
final class NeverEqual implements Check {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final Map<String, Predicate<String>> GIVES =
      Map.of(
          "lower",
          NeverEqual::isLower,
          "domain",
          text -> isLower(text) && text.indexOf('@') < 0,
          "host",
          text -> isLower(text) && text.indexOf('/') < 0 && text.indexOf('@') < 0,
          "day_of",
          DAYS::contains);

  private static final Map<String, String> HELP =
      Map.of(
          "lower", "`lower` gives lower case",
          "domain", "`domain` gives what stands behind the `@`, in lower case: `\"company.com\"`",
          "host", "`host` gives the host alone, in lower case: `\"api.company.com\"`",
          "day_of",
              "`day_of` gives `\"mon\"`, `\"tue\"`, `\"wed\"`, `\"thu\"`, `\"fri\"`, `\"sat\"` or"
                  + " `\"sun\"`");

  @Override
  public void run(LoweredPolicy policy, Report report) {
    PolicyExpressions.each(policy, e -> Walk.each(e, inner -> check(inner, report)));
  }

  private static void check(Expression e, Report report) {
    if (e instanceof Expression.Comparison comparison) {
      function(comparison.left())
          .ifPresent(name -> texts(comparison.operator(), comparison.right(), name, report));
      function(comparison.right())
          .ifPresent(name -> texts(comparison.operator(), comparison.left(), name, report));
    }
  }

  private static Optional<String> function(Expression e) {
    return e instanceof Expression.Call call
        ? Optional.of(call.function().text()).filter(GIVES::containsKey)
        : Optional.empty();
  }

  private static void texts(Operator operator, Expression other, String function, Report report) {
    boolean compares =
        switch (operator) {
          case EQUAL, UNEQUAL, IN, NOT_IN -> true;
          case CONTAINS, WITHIN, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
        };
    if (!compares) {
      return;
    }
    List<Expression> elements =
        other instanceof Expression.ListLiteral list ? list.elements() : List.of(other);
    for (Expression element : elements) {
      if (element instanceof Expression.TextLiteral text
          && !java.util.Objects.requireNonNull(GIVES.get(function)).test(text.value())) {
        report.add(
            Diagnostic.warning(
                    Code.NEVER_EQUAL,
                    "`" + function + "` never gives `" + text.value() + "`",
                    text.span())
                .withHelp(HELP.get(function)));
      }
    }
  }

  private static boolean isLower(String text) {
    return text.equals(text.toLowerCase(Locale.ROOT));
  }
}
