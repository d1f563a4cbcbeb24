package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.compiler.types.Attributes;
import dev.actp.compiler.types.Declarations;
import dev.actp.compiler.types.Environment;
import dev.actp.compiler.types.ExpressionChecker;
import dev.actp.compiler.types.Patterns;
import dev.actp.compiler.types.Typed;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.runtime.policy.Expr;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a clause or rule stands.
 *
 * @param scope the names of the file that it is written in
 * @param actions the actions that may be named: declared or granted in the policy or in that file
 * @param declarations the policy's own
 * @param attributes the attributes that it may read
 * @param policy the policy's name
 * @param holder the name of the capability that it is a clause of; empty for a rule of the policy
 *     itself
 */
public record RuleContext(
    FileScope scope,
    Set<String> actions,
    Declarations declarations,
    Attributes attributes,
    String policy,
    String holder,
    Report report) {

  /** A checker for the expressions of one clause. */
  ExpressionChecker expressions(Environment.Place place) {
    return new ExpressionChecker(new Environment(scope, declarations, attributes, place, report));
  }

  Patterns patterns() {
    return new Patterns(declarations, report);
  }

  /**
   * What an expression that has to be true or false means; empty where it is in error, which has
   * been reported.
   */
  Optional<Expr> condition(Expression expression, Environment.Place place) {
    int errors = report.errors();
    Typed typed = expressions(place).condition(expression);
    return unlessErrors(errors, typed::lower);
  }

  /** What is lowered, unless an error was reported before or while it is. */
  <T> Optional<T> unlessErrors(int before, Supplier<T> lowered) {
    if (report.errors() > before) {
      return Optional.empty();
    }
    T result = lowered.get();
    return report.errors() > before ? Optional.empty() : Optional.of(result);
  }

  /** Reports an action that nothing declares or grants. */
  void demandKnown(Name action) {
    if (actions.contains(action.text()) || !scope.complete()) {
      return;
    }
    report.error(
        Code.UNKNOWN_ACTION,
        "no action `" + action + "` is declared or granted",
        action.span(),
        Suggestion.help(
            action.text(), actions, "declare it: `action " + written(action) + "(...)`"));
  }

  /** The same, seen from a clause set's file. */
  RuleContext in(FileScope home, Set<String> known, Report other) {
    return new RuleContext(home, known, declarations, attributes, policy, holder, other);
  }

  private static String written(Name name) {
    return dev.actp.dsl.syntax.Words.isBare(name.text()) ? name.text() : "\"" + name + "\"";
  }
}
