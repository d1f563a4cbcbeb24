package dev.actp.compiler.prose;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Value;
import java.util.List;

/** When an expression is true, as a clause of a sentence: {@code amount is at most 500}. */
public final class Conditions {
  private static final String SQL_READS = "read_only";

  private Conditions() {}

  /** When it is true. */
  public static Phrase of(Expr condition) {
    return of(condition, true);
  }

  private static Phrase of(Expr condition, boolean holds) {
    return switch (condition) {
      case Expr.Not(Expr operand) -> of(operand, !holds);
      case Expr.And(List<Expr> operands) -> holds ? all(operands, true) : any(operands, false);
      case Expr.Or(List<Expr> operands) -> holds ? any(operands, true) : all(operands, false);
      case Expr.Comparison comparison -> comparison(comparison, holds);
      case Expr.In(Expr element, Expr collection) -> in(element, collection, holds);
      case Expr.Within(Expr left, Expr right) ->
          Phrase.of(
              Terms.of(left),
              holds ? " holds nothing but " : " holds something else than ",
              Terms.of(right));
      case Expr.Matches(Expr text, var glob) ->
          Phrase.of(Terms.of(text), holds ? " matches " : " does not match ", Terms.pattern(glob));
      case Expr.Present(Expr path) ->
          Phrase.of(Terms.of(path), holds ? " is given" : " is not given");
      case Expr.Quantified all -> quantified(all, holds);
      case Expr.Call call -> call(call, holds);
      case Expr.Member(Expr.Call call, String name)
          when call.function() == Expr.Function.SQL && name.equals(SQL_READS) ->
          Phrase.of(Terms.of(call), holds ? " only reads" : " does more than read");
      case Expr.Literal(Value value) ->
          Phrase.of(value.equals(Value.Bool.of(holds)) ? "always" : "never");
      case Expr other -> Phrase.of(Terms.of(other), holds ? " is true" : " is false");
    };
  }

  private static Phrase all(List<Expr> operands, boolean holds) {
    return Phrase.list(operands.stream().map(each -> inner(each, holds)).toList(), "and");
  }

  private static Phrase any(List<Expr> operands, boolean holds) {
    return Phrase.of(
        "either ", Phrase.list(operands.stream().map(each -> inner(each, holds)).toList(), "or"));
  }

  /** In parentheses where it is made of several parts itself. */
  private static Phrase inner(Expr operand, boolean holds) {
    Phrase phrase = of(operand, holds);
    boolean several =
        switch (operand) {
          case Expr.And and -> true;
          case Expr.Or or -> true;
          case Expr.Not(Expr.And and) -> true;
          case Expr.Not(Expr.Or or) -> true;
          case Expr other -> false;
        };
    return several ? Phrase.of("(", phrase, ")") : phrase;
  }

  private static Phrase comparison(Expr.Comparison comparison, boolean holds) {
    String words =
        switch (comparison.operator()) {
          case EQUAL -> holds ? " is " : " is not ";
          case UNEQUAL -> holds ? " is not " : " is ";
          case LESS -> holds ? " is less than " : " is at least ";
          case LESS_OR_EQUAL -> holds ? " is at most " : " is more than ";
          case GREATER -> holds ? " is more than " : " is at most ";
          case GREATER_OR_EQUAL -> holds ? " is at least " : " is less than ";
        };
    return Phrase.of(Terms.of(comparison.left()), words, Terms.of(comparison.right()));
  }

  private static Phrase in(Expr element, Expr collection, boolean holds) {
    boolean listed = collection instanceof Expr.Literal || collection instanceof Expr.ListOf;
    String words =
        listed ? (holds ? " is " : " is none of ") : (holds ? " is one of " : " is none of ");
    return Phrase.of(Terms.of(element), words, Terms.of(collection));
  }

  private static Phrase quantified(Expr.Quantified all, boolean holds) {
    String who = all.every() == holds ? "for every " : "for at least one ";
    return Phrase.of(
        who,
        Phrase.code(all.variable()),
        " in ",
        Terms.of(all.collection()),
        ", ",
        of(all.body(), holds));
  }

  private static Phrase call(Expr.Call call, boolean holds) {
    Phrase first = Terms.of(call.arguments().getFirst());
    return switch (call.function()) {
      case CIDR ->
          Phrase.of(
              first,
              holds ? " lies in the network " : " lies outside of the network ",
              Terms.of(call.arguments().getLast()));
      case INSIDE ->
          Phrase.of(
              first,
              holds ? " lies in the folder " : " lies outside of the folder ",
              Terms.of(call.arguments().getLast()));
      case SENSITIVE ->
          Phrase.of(
              first,
              holds
                  ? " contains personal data or a secret"
                  : " contains no personal data and no secret");
      case COUNT, LENGTH, LOWER, DOMAIN, HOST, SUM, AGE, DAY_OF, SQL, NON_NEGATIVE ->
          Phrase.of(Terms.of(call), holds ? " is true" : " is false");
    };
  }
}
