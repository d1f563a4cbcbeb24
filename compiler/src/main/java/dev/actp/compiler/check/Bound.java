package dev.actp.compiler.check;

import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Comparison.Operator;
import dev.actp.dsl.syntax.Name;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A comparison of an attribute with a constant, the attribute on the left.
 *
 * @param attribute its path, {@code order.total}
 * @param unit what the constant is measured in: empty for a number, {@code s} for times, else the
 *     currency
 * @param written the comparison
 */
public record Bound(
    String attribute,
    Operator operator,
    BigDecimal constant,
    String unit,
    Expression.Comparison written) {

  /** The comparison as one of an attribute with a constant, if it is one. */
  public static Optional<Bound> of(Expression expression) {
    if (!(expression instanceof Expression.Comparison comparison)) {
      return Optional.empty();
    }
    Optional<Bound> straight =
        of(comparison, comparison.left(), comparison.operator(), comparison.right());
    return straight.isPresent() || !isMirrored(comparison.operator())
        ? straight
        : of(comparison, comparison.right(), mirrored(comparison.operator()), comparison.left());
  }

  private static Optional<Bound> of(
      Expression.Comparison written, Expression path, Operator operator, Expression constant) {
    if (!isMirrored(operator)) {
      return Optional.empty();
    }
    return attribute(path)
        .flatMap(
            name -> value(constant).map(v -> new Bound(name, operator, v.number, v.unit, written)));
  }

  /** The path of an attribute, however it was written. */
  public static Optional<String> attribute(Expression expression) {
    boolean attribute =
        expression instanceof Expression.Path path
            && !path.steps().isEmpty()
            && (path.root() == Expression.Root.BARE || path.root() == Expression.Root.CONTEXT);
    return attribute
        ? Optional.of(dotted(((Expression.Path) expression).steps()))
        : Optional.empty();
  }

  private static String dotted(List<Name> steps) {
    return String.join(".", steps.stream().map(Name::text).toList());
  }

  private record Constant(BigDecimal number, String unit) {}

  private static Optional<Constant> value(Expression expression) {
    return switch (expression) {
      case Expression.IntLiteral e -> Optional.of(new Constant(BigDecimal.valueOf(e.value()), ""));
      case Expression.DecimalLiteral e -> Optional.of(new Constant(e.value(), ""));
      case Expression.MoneyLiteral e -> Optional.of(new Constant(e.amount(), e.currency()));
      case Expression.DurationLiteral e ->
          Optional.of(new Constant(BigDecimal.valueOf(e.value().toDuration().toSeconds()), "s"));
      case Expression.TimestampLiteral e ->
          Optional.of(new Constant(BigDecimal.valueOf(e.value().toEpochSecond()), "t"));
      default -> Optional.empty();
    };
  }

  private static boolean isMirrored(Operator operator) {
    return switch (operator) {
      case EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
      case IN, NOT_IN, WITHIN, CONTAINS -> false;
    };
  }

  private static Operator mirrored(Operator operator) {
    return switch (operator) {
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case EQUAL, UNEQUAL, IN, NOT_IN, WITHIN, CONTAINS -> operator;
    };
  }

  /** Whether it keeps the attribute from being large. */
  public boolean isUpper() {
    return operator == Operator.LESS || operator == Operator.LESS_OR_EQUAL;
  }

  /** Whether it keeps the attribute from being small. */
  boolean isLower() {
    return operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
  }

  /** Whether it is about money. */
  boolean isMoney() {
    return unit.length() > 1;
  }

  /** Whether it leaves one value only. */
  boolean isExact() {
    return operator == Operator.EQUAL;
  }

  /** Whether it is a quantity that could be below zero by trickery: a number or money. */
  public boolean isQuantity() {
    return !unit.equals("s") && !unit.equals("t");
  }
}
