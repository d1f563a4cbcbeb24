package dev.actp.compiler.types;

import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Coercion;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Written-out values. A string stands for an address, and a list for a set, where the clause needs
 * one.
 */
final class Literals {
  private final ExpressionChecker checker;
  private final Report report;

  Literals(ExpressionChecker checker, Report report) {
    this.checker = checker;
    this.report = report;
  }

  Typed integer(Expression.IntLiteral e) {
    return fixed(e, Shapes.INT, Value.Num.of(e.value()));
  }

  Typed decimal(Expression.DecimalLiteral e) {
    return fixed(e, Shapes.DECIMAL, new Value.Num(e.value()));
  }

  Typed money(Expression.MoneyLiteral e) {
    return fixed(e, Shapes.MONEY, new Value.Money(e.amount(), e.currency()));
  }

  Typed duration(Expression.DurationLiteral e) {
    return fixed(e, Shapes.DURATION, new Value.Span(e.value().toDuration()));
  }

  Typed timestamp(Expression.TimestampLiteral e) {
    return fixed(e, Shapes.TIMESTAMP, new Value.Timestamp(e.value().toInstant()));
  }

  private static Typed fixed(Expression e, Shape shape, Value value) {
    return Typed.constant(e, shape, () -> new Expr.Literal(value));
  }

  Typed text(Expression.TextLiteral e) {
    Shape shape = Unknown.text();
    return Typed.constant(e, shape, () -> new Expr.Literal(text(e, shape.type())));
  }

  private Value text(Expression.TextLiteral e, Type type) {
    Value raw = new Value.Text(e.value());
    return type == Type.Basic.STRING ? raw : coerced(e, raw, type);
  }

  private Value coerced(Expression e, Value raw, Type type) {
    Result result = Coercion.coerce(raw, type, e.span().text());
    return switch (result) {
      case Value value -> value;
      case Fault ignored -> {
        report.error(
            Code.INVALID_LITERAL,
            type instanceof Type.SetOf
                ? "a set cannot hold the same element twice"
                : "this is no `" + Shape.words(type) + "`",
            e.span());
        yield raw;
      }
    };
  }

  Typed list(Expression.ListLiteral e, Flow flow) {
    List<Typed> elements = new ArrayList<>();
    Shape element = Unknown.attribute();
    for (Expression written : e.elements()) {
      Typed typed = checker.check(written, flow);
      if (typed.isWrong()) {
        element = Shape.Wrong.WRONG;
      } else if (!Unifier.alike(element, typed.shape())) {
        report.error(
            Code.UNLIKE_TYPES,
            "a list of `" + element.words() + "` cannot hold `" + typed.shape().words() + "`",
            written.span());
        element = Shape.Wrong.WRONG;
      }
      elements.add(typed);
    }
    boolean constant = elements.stream().allMatch(Typed::constant);
    Shape shape = Unknown.collection(element);
    return new Typed(e, shape, constant, () -> list(e, elements, shape.type()));
  }

  private Expr list(Expression e, List<Typed> elements, Type type) {
    List<Expr> lowered = elements.stream().map(Typed::lower).toList();
    boolean literal = lowered.stream().allMatch(Expr.Literal.class::isInstance);
    if (!literal) {
      if (type instanceof Type.SetOf) {
        report.error(
            Code.NOT_CONSTANT,
            "a set that is written out can hold constants only",
            e.span(),
            "compare with `within`");
      }
      return new Expr.ListOf(lowered);
    }
    List<Value> values = lowered.stream().map(l -> ((Expr.Literal) l).value()).toList();
    Value sequence = new Value.Sequence(values);
    return new Expr.Literal(type instanceof Type.SetOf ? coerced(e, sequence, type) : sequence);
  }
}
