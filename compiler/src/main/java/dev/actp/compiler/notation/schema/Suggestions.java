package dev.actp.compiler.notation.schema;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Comparison.Operator;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a schema bounds and a declaration does not, as clauses that a grant may copy. They are
 * written by the formatter, so that a constant cannot become anything else.
 */
final class Suggestions {
  private static final int MAX_CONSTANTS = 20;
  private static final int MAX_LENGTH = 200;

  private Suggestions() {}

  /** A line of documentation; nothing where the schema bounds nothing, or too much for a line. */
  static Optional<String> line(Field field, Schema schema) {
    Expression attribute =
        new Expression.Path(Expression.Root.BARE, List.of(field.name()), Span.NONE);
    List<Expression> bounds = new ArrayList<>();
    constants(schema, attribute, bounds);
    if (isNumber(field.type())) {
      bound(attribute, least(schema), schema.get("minimum"), field.type(), bounds);
      bound(attribute, Operator.GREATER, schema.get("exclusiveMinimum"), field.type(), bounds);
      bound(attribute, most(schema), schema.get("maximum"), field.type(), bounds);
      bound(attribute, Operator.LESS, schema.get("exclusiveMaximum"), field.type(), bounds);
    } else if (field.type() instanceof Type.Named(var word, var span)
        && word.text().equals("string")) {
      bound(
          call("length", attribute), Operator.LESS_OR_EQUAL, schema.get("maxLength"), null, bounds);
    } else if (field.type() instanceof Type.ListOf || field.type() instanceof Type.SetOf) {
      bound(call("count", attribute), Operator.LESS_OR_EQUAL, schema.get("maxItems"), null, bounds);
    }
    return bounds.isEmpty() ? Optional.empty() : line(field, attribute, bounds);
  }

  private static Optional<String> line(Field field, Expression attribute, List<Expression> bounds) {
    Expression all = bounds.size() == 1 ? bounds.getFirst() : new Expression.And(bounds, Span.NONE);
    Expression absent = new Expression.Not(call("present", attribute), Span.NONE);
    Expression guarded =
        field.optional() ? new Expression.Or(List.of(absent, all), Span.NONE) : all;
    String text = Formatter.text(guarded);
    return text.length() > MAX_LENGTH
        ? Optional.empty()
        : Optional.of("Its schema says: require " + text);
  }

  private static void constants(Schema schema, Expression attribute, List<Expression> bounds) {
    List<Expression> constants = new ArrayList<>();
    for (Value value : schema.constants()) {
      if (value instanceof Value.Text(String text)) {
        constants.add(new Expression.TextLiteral(text, Span.NONE));
      }
    }
    boolean all = constants.size() == schema.constants().size();
    if (all && !constants.isEmpty() && constants.size() <= MAX_CONSTANTS) {
      Expression list = new Expression.ListLiteral(constants, Span.NONE);
      bounds.add(new Expression.Comparison(attribute, Operator.IN, list, Span.NONE));
    }
  }

  /** In OpenAPI 3.0 {@code exclusiveMinimum} is no bound of its own. */
  private static Operator least(Schema schema) {
    boolean exclusive = Value.Bool.TRUE.equals(schema.get("exclusiveMinimum"));
    return exclusive ? Operator.GREATER : Operator.GREATER_OR_EQUAL;
  }

  private static Operator most(Schema schema) {
    boolean exclusive = Value.Bool.TRUE.equals(schema.get("exclusiveMaximum"));
    return exclusive ? Operator.LESS : Operator.LESS_OR_EQUAL;
  }

  private static boolean isNumber(Type type) {
    return type instanceof Type.Named(var word, var span)
        && (word.text().equals("int") || word.text().equals("decimal"));
  }

  /** A bound that the attribute's type can be compared with. */
  private static void bound(
      Expression measured,
      Operator operator,
      @Nullable Value bound,
      @Nullable Type type,
      List<Expression> bounds) {
    if (bound instanceof Value.Num(BigDecimal number)) {
      boolean whole = number.scale() <= 0;
      boolean fits = number.toBigInteger().bitLength() < Long.SIZE;
      if (whole && fits) {
        Expression literal = new Expression.IntLiteral(number.longValueExact(), Span.NONE);
        bounds.add(new Expression.Comparison(measured, operator, literal, Span.NONE));
      } else if (!whole
          && type instanceof Type.Named(var word, var span)
          && word.text().equals("decimal")) {
        Expression literal = new Expression.DecimalLiteral(number, Span.NONE);
        bounds.add(new Expression.Comparison(measured, operator, literal, Span.NONE));
      }
    }
  }

  private static Expression call(String function, Expression argument) {
    return new Expression.Call(Name.of(function), List.of(argument), Span.NONE);
  }
}
