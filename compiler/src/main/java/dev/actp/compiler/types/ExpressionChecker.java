package dev.actp.compiler.types;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Words;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Types the expressions of one clause and lowers them. One instance a clause: an attribute without
 * a declared type has one type throughout it. What is wrong goes to the environment's report.
 */
public final class ExpressionChecker {
  private final Environment environment;
  private final Literals literals;
  private final Paths paths;
  private final Comparisons comparisons;
  private final Arithmetics arithmetics;
  private final Calls calls;
  private final Patterns patterns;

  public ExpressionChecker(Environment environment) {
    this.environment = environment;
    this.literals = new Literals(this, environment.report());
    this.paths = new Paths(this, environment);
    this.comparisons = new Comparisons(this, environment);
    this.arithmetics = new Arithmetics(this, environment.report());
    this.calls = new Calls(this, paths, comparisons, environment);
    this.patterns = new Patterns(environment.declarations(), environment.report());
  }

  /** An expression that has to be true or false. */
  public Typed condition(Expression expression) {
    return condition(expression, Flow.START);
  }

  /** An expression of any type. */
  public Typed expression(Expression expression) {
    return check(expression, Flow.START);
  }

  /** Whether two expressions can be compared; reports it if not. */
  public boolean alike(Typed one, Typed other) {
    return comparisons.alike(one, other, other.node());
  }

  Typed condition(Expression expression, Flow flow) {
    Typed typed = check(expression, flow);
    if (!Unifier.alike(typed.shape(), Shapes.BOOL)) {
      environment
          .report()
          .error(
              Code.NOT_A_CONDITION,
              "this is `" + typed.shape().words() + "`, neither true nor false",
              expression.span(),
              "compare it with something");
      return Typed.wrong(expression);
    }
    return typed;
  }

  Typed check(Expression expression, Flow flow) {
    if (environment.report().isFull()) {
      return Typed.wrong(expression);
    }
    return switch (expression) {
      case Expression.BoolLiteral e ->
          Typed.constant(e, Shapes.BOOL, () -> new Expr.Literal(Value.Bool.of(e.value())));
      case Expression.IntLiteral e -> literals.integer(e);
      case Expression.DecimalLiteral e -> literals.decimal(e);
      case Expression.MoneyLiteral e -> literals.money(e);
      case Expression.TextLiteral e -> literals.text(e);
      case Expression.DurationLiteral e -> literals.duration(e);
      case Expression.TimestampLiteral e -> literals.timestamp(e);
      case Expression.ListLiteral e -> literals.list(e, flow);
      case Expression.RecordLiteral e ->
          throw new IllegalArgumentException("records are written out in tests only: " + e.span());
      case Expression.Path e -> paths.read(e, flow);
      case Expression.Select e -> calls.select(e, flow);
      case Expression.Call e -> calls.call(e, flow);
      case Expression.Arithmetic e -> arithmetics.check(e, flow);
      case Expression.Comparison e -> comparisons.check(e, flow);
      case Expression.Matches e -> matches(e, flow);
      case Expression.Not e -> not(e, flow);
      case Expression.And e -> junction(e, e.operands(), flow);
      case Expression.Or e -> junction(e, e.operands(), flow);
      case Expression.Quantified e -> quantified(e, flow);
    };
  }

  private Typed matches(Expression.Matches e, Flow flow) {
    Typed text = calls.text(e.operand(), flow, "`matches`");
    var glob = patterns.lower(e.pattern());
    return Typed.of(e, Shapes.BOOL, () -> new Expr.Matches(text.lower(), glob));
  }

  private Typed not(Expression.Not e, Flow flow) {
    Typed operand = condition(e.operand(), flow);
    return new Typed(e, Shapes.BOOL, operand.constant(), () -> new Expr.Not(operand.lower()));
  }

  /**
   * Each operand of {@code and} is reached only if those before it are true, of {@code or} only if
   * they are false.
   */
  private Typed junction(Expression e, List<Expression> operands, Flow flow) {
    boolean and = e instanceof Expression.And;
    List<Typed> typed = new ArrayList<>();
    Flow reached = flow.inside();
    for (Expression operand : operands) {
      typed.add(condition(operand, reached));
      reached.learn(and ? Presence.whenTrue(operand) : Presence.whenFalse(operand));
    }
    return new Typed(
        e,
        Shapes.BOOL,
        typed.stream().allMatch(Typed::constant),
        () -> {
          List<Expr> lowered = typed.stream().map(Typed::lower).toList();
          return and ? new Expr.And(lowered) : new Expr.Or(lowered);
        });
  }

  private Typed quantified(Expression.Quantified e, Flow flow) {
    Typed collection = comparisons.collection(e.collection(), flow);
    String name = e.variable().text();
    if (!Words.isBareAttribute(name)) {
      environment
          .report()
          .error(
              Code.RESERVED_NAME,
              "a variable cannot be called `" + name + "`",
              e.variable().span(),
              "give the variable another name");
    }
    if (environment.attributes().declares(name) || environment.scope().lists().containsKey(name)) {
      environment
          .report()
          .error(
              Code.RESERVED_NAME,
              "the variable `"
                  + name
                  + "` hides the "
                  + (environment.attributes().declares(name) ? "attribute" : "list")
                  + " of that name",
              e.variable().span(),
              "give the variable another name");
    }
    Typed body = condition(e.body(), flow.with(name, comparisons.element(collection)));
    boolean every = e.quantifier() == Expression.Quantifier.EVERY;
    return Typed.of(
        e, Shapes.BOOL, () -> new Expr.Quantified(every, name, collection.lower(), body.lower()));
  }
}
