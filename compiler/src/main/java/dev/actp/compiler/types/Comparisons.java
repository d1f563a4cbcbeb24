package dev.actp.compiler.types;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Comparison.Operator;
import dev.actp.dsl.syntax.Name;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Type;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Comparisons and memberships. */
final class Comparisons {
  private final ExpressionChecker checker;
  private final Environment environment;
  private final Report report;

  Comparisons(ExpressionChecker checker, Environment environment) {
    this.checker = checker;
    this.environment = environment;
    this.report = environment.report();
  }

  Typed check(Expression.Comparison e, Flow flow) {
    return switch (e.operator()) {
      case EQUAL, UNEQUAL -> equality(e, flow);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(e, flow);
      case IN, NOT_IN -> membership(e, checker.check(e.left(), flow), collection(e.right(), flow));
      case CONTAINS -> {
        Typed collection = collection(e.left(), flow);
        yield membership(e, checker.check(e.right(), flow), collection);
      }
      case WITHIN -> within(e, flow);
    };
  }

  private Typed equality(Expression.Comparison e, Flow flow) {
    Typed left = checker.check(e.left(), flow);
    Typed right = checker.check(e.right(), flow);
    return alike(left, right, e) ? compared(e, left, right) : Typed.wrong(e);
  }

  private Typed order(Expression.Comparison e, Flow flow) {
    Typed left = checker.check(e.left(), flow);
    Typed right = checker.check(e.right(), flow);
    if (!alike(left, right, e)) {
      return Typed.wrong(e);
    }
    if (left.shape().settled() instanceof Unknown unknown
        && unknown.need() == Unknown.Need.ANYTHING) {
      Unifier.alike(left.shape(), Shapes.DECIMAL);
    }
    if (!isOrdered(left.shape())) {
      report.error(
          Code.NOT_ORDERED,
          "`%s` has no order, so that `%s` has no meaning"
              .formatted(left.shape().words(), e.operator().symbol()),
          e.span(),
          "numbers, money, durations and timestamps have one");
      return Typed.wrong(e);
    }
    return compared(e, left, right);
  }

  private static boolean isOrdered(Shape shape) {
    return shape.isNumber()
        || shape.is(Type.Basic.MONEY)
        || shape.is(Type.Basic.DURATION)
        || shape.is(Type.Basic.TIMESTAMP)
        || shape.settled() == Shape.Wrong.WRONG;
  }

  private static Typed compared(Expression.Comparison e, Typed left, Typed right) {
    return new Typed(
        e,
        Shapes.BOOL,
        left.constant() && right.constant(),
        () -> new Expr.Comparison(lowered(e.operator()), left.lower(), right.lower()));
  }

  private static Expr.Comparison.Operator lowered(Operator operator) {
    return switch (operator) {
      case EQUAL -> Expr.Comparison.Operator.EQUAL;
      case UNEQUAL -> Expr.Comparison.Operator.UNEQUAL;
      case LESS -> Expr.Comparison.Operator.LESS;
      case LESS_OR_EQUAL -> Expr.Comparison.Operator.LESS_OR_EQUAL;
      case GREATER -> Expr.Comparison.Operator.GREATER;
      case GREATER_OR_EQUAL -> Expr.Comparison.Operator.GREATER_OR_EQUAL;
      case IN, NOT_IN, WITHIN, CONTAINS -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private Typed membership(Expression.Comparison e, Typed element, Typed collection) {
    if (element.isWrong() || collection.isWrong()) {
      return Typed.wrong(e);
    }
    Shape of = element(collection);
    if (!Unifier.alike(element.shape(), of)) {
      unlike(element.shape(), of, e, "`%s` cannot be in a list of `%s`");
      return Typed.wrong(e);
    }
    boolean negated = e.operator() == Operator.NOT_IN;
    return new Typed(
        e,
        Shapes.BOOL,
        element.constant() && collection.constant(),
        () -> {
          Expr in = new Expr.In(element.lower(), collection.lower());
          return negated ? new Expr.Not(in) : in;
        });
  }

  private Typed within(Expression.Comparison e, Flow flow) {
    Typed left = list(checker.check(e.left(), flow));
    Typed right = collection(e.right(), flow);
    if (left.isWrong() || right.isWrong()) {
      return Typed.wrong(e);
    }
    if (!Unifier.alike(element(left), element(right))) {
      unlike(element(left), element(right), e, "elements of `%s` cannot be within a list of `%s`");
      return Typed.wrong(e);
    }
    return new Typed(
        e,
        Shapes.BOOL,
        left.constant() && right.constant(),
        () -> new Expr.Within(left.lower(), right.lower()));
  }

  /**
   * A list or set that something is looked for in. A bare name has to be a declared attribute, a
   * list or a variable, so that a misspelt list never becomes what the caller sends.
   */
  Typed collection(Expression e, Flow flow) {
    if (e instanceof Expression.Path path && path.root() == Expression.Root.BARE) {
      Name name = path.steps().getFirst();
      boolean known =
          flow.variables().containsKey(name.text())
              || environment.scope().lists().containsKey(name.text())
              || environment.attributes().declares(name.text());
      if (!known) {
        unknownList(name);
        return Typed.wrong(e);
      }
    }
    return list(checker.check(e, flow));
  }

  private void unknownList(Name name) {
    if (!environment.scope().complete()) {
      report.countSequel();
      return;
    }
    TreeSet<String> known = new TreeSet<>(environment.scope().lists().keySet());
    known.addAll(environment.attributes().names());
    report.error(
        Code.UNKNOWN_LIST,
        "`" + name + "` is no list and no declared attribute",
        name.span(),
        Suggestion.help(
            name.text(),
            known,
            "declare the action with it, or `list "
                + name
                + " = [...]`; what a caller sends undeclared is written `context."
                + name
                + "`"));
  }

  /** Something that has to be a list or set. */
  Typed list(Typed typed) {
    if (typed.isWrong() || Unifier.alike(typed.shape(), Unknown.collection(Unknown.attribute()))) {
      return typed;
    }
    report.error(
        Code.NOT_A_COLLECTION,
        "this is `" + typed.shape().words() + "`, no list or set",
        typed.span(),
        typed.shape().type() instanceof Type.Basic
            ? "write `[...]` around it to make it a list of one"
            : null);
    return Typed.wrong(typed.node());
  }

  /** What the elements of a list or set are. */
  Shape element(Typed collection) {
    return switch (collection.shape().settled()) {
      case Shape.ListOf list -> list.element();
      case Shape.SetOf set -> set.element();
      case Unknown unknown -> unknown.element();
      case Shape.Wrong wrong -> wrong;
      case Shape.Basic ignored -> Shape.Wrong.WRONG;
      case Shape.RecordOf ignored -> Shape.Wrong.WRONG;
    };
  }

  /** Whether two sides can be compared; reports it if not. */
  boolean alike(Typed left, Typed right, Expression whole) {
    if (left.isWrong() || right.isWrong()) {
      return false;
    }
    if (Unifier.alike(left.shape(), right.shape())) {
      return true;
    }
    unlike(left.shape(), right.shape(), whole, "`%s` cannot be compared with `%s`");
    return false;
  }

  private void unlike(Shape left, Shape right, Expression whole, String message) {
    report.error(
        Code.UNLIKE_TYPES,
        message.formatted(left.words(), right.words()),
        whole.span(),
        help(left, right));
  }

  private static @Nullable String help(Shape left, Shape right) {
    if (is(left, right, Type.Basic.MONEY) && (left.isNumber() || right.isNumber())) {
      return "write the amount with its currency: `500 USD`";
    }
    if (is(left, right, Type.Basic.TIMESTAMP) && is(left, right, Type.Basic.STRING)) {
      return "write the time without quotes: `2026-02-16T10:00:00Z`";
    }
    if (is(left, right, Type.Basic.DURATION) && is(left, right, Type.Basic.STRING)) {
      return "write the length of time without quotes: `8h`";
    }
    if (is(left, right, Type.Basic.BOOL) && is(left, right, Type.Basic.STRING)) {
      return "write `true` or `false` without quotes";
    }
    if (is(left, right, Type.Basic.STRING) && (left.isNumber() || right.isNumber())) {
      return "a number is written without quotes, a text with them";
    }
    return null;
  }

  private static boolean is(Shape left, Shape right, Type.Basic type) {
    return left.type() == type || right.type() == type;
  }
}
