package dev.actp.compiler.clause;

import dev.actp.compiler.types.Environment;
import dev.actp.compiler.types.Typed;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;

/** {@code list NAME = [...]}. */
final class ListDeclaration {
  private ListDeclaration() {}

  /** Reports what is wrong with a list where it is declared. */
  static void check(Declaration.NamedList list, RuleContext context) {
    boolean constants = true;
    for (Expression element : list.elements().elements()) {
      if (!isConstant(element)) {
        constants = false;
        context
            .report()
            .error(
                Code.NOT_CONSTANT,
                "a named list can hold constants only",
                element.span(),
                "write a list with values of the request where it is used");
      }
    }
    if (constants) {
      int errors = context.report().errors();
      Typed typed = context.expressions(Environment.Place.CONDITION).expression(list.elements());
      var lowered = context.unlessErrors(errors, typed::lower);
      assert lowered.isPresent() || context.report().errors() > errors;
    }
  }

  private static boolean isConstant(Expression element) {
    return switch (element) {
      case Expression.BoolLiteral ignored -> true;
      case Expression.IntLiteral ignored -> true;
      case Expression.DecimalLiteral ignored -> true;
      case Expression.MoneyLiteral ignored -> true;
      case Expression.TextLiteral ignored -> true;
      case Expression.DurationLiteral ignored -> true;
      case Expression.TimestampLiteral ignored -> true;
      case Expression.ListLiteral list ->
          list.elements().stream().allMatch(ListDeclaration::isConstant);
      default -> false;
    };
  }
}
