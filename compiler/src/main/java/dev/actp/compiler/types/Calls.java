package dev.actp.compiler.types;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Expr.Function;
import dev.actp.runtime.value.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The functions: a closed list. */
final class Calls {
  private final ExpressionChecker checker;
  private final Paths paths;
  private final Environment environment;
  private final Report report;
  private final Comparisons comparisons;

  Calls(ExpressionChecker checker, Paths paths, Comparisons comparisons, Environment environment) {
    this.checker = checker;
    this.paths = paths;
    this.comparisons = comparisons;
    this.environment = environment;
    this.report = environment.report();
  }

  Typed select(Expression.Select select, Flow flow) {
    return paths.select(select, call(select.call(), flow), flow);
  }

  Typed call(Expression.Call call, Flow flow) {
    Optional<Functions> found = Functions.named(call.function().text());
    if (found.isEmpty()) {
      report.error(
          Code.UNKNOWN_FUNCTION,
          "there is no function `" + call.function() + "`",
          call.function().span(),
          Suggestion.help(
              call.function().text(),
              Functions.NAMES,
              "the functions are `" + String.join("`, `", Functions.NAMES) + "`"));
      return Typed.wrong(call);
    }
    Functions function = found.get();
    int given = call.arguments().size();
    if (given != function.arity()) {
      report.error(
          Code.ARGUMENT_COUNT,
          "`%s` takes %s, not %d".formatted(function.word(), count(function.arity()), given),
          call.span(),
          "write `" + function.usage() + "`");
      return Typed.wrong(call);
    }
    return apply(function, call, flow);
  }

  private static String count(int arguments) {
    return arguments == 1 ? "one argument" : "two arguments";
  }

  private Typed apply(Functions function, Expression.Call call, Flow flow) {
    Expression first = call.arguments().getFirst();
    return switch (function) {
      case PRESENT -> present(call, first, flow);
      case COUNT ->
          result(call, Shapes.INT, Function.COUNT, comparisons.list(checker.check(first, flow)));
      case LENGTH -> result(call, Shapes.INT, Function.LENGTH, text(first, flow, "`length`"));
      case LOWER -> result(call, Shapes.STRING, Function.LOWER, text(first, flow, "`lower`"));
      case DOMAIN -> result(call, Shapes.STRING, Function.DOMAIN, address(first, flow));
      case HOST -> result(call, Shapes.STRING, Function.HOST, text(first, flow, "`host`"));
      case CIDR ->
          literal(
              call,
              Function.CIDR,
              basic(first, flow, Shapes.IP, "`cidr`"),
              LiteralArgument.NETWORK);
      case INSIDE ->
          literal(call, Function.INSIDE, text(first, flow, "`inside`"), LiteralArgument.DIRECTORY);
      case SUM -> sum(call, first, flow);
      case AGE ->
          result(
              call, Shapes.DURATION, Function.AGE, basic(first, flow, Shapes.TIMESTAMP, "`age`"));
      case DAY_OF ->
          literal(
              call,
              Function.DAY_OF,
              basic(first, flow, Shapes.TIMESTAMP, "`day_of`"),
              LiteralArgument.ZONE);
      case SENSITIVE -> sensitive(call, first, flow);
      case SQL -> result(call, Functions.SQL_RESULT, Function.SQL, text(first, flow, "`sql`"));
    };
  }

  private static Typed result(
      Expression.Call call, Shape shape, Function function, Typed argument) {
    return argument.isWrong()
        ? Typed.wrong(call)
        : Typed.of(call, shape, () -> new Expr.Call(function, List.of(argument.lower())));
  }

  private Typed present(Expression.Call call, Expression argument, Flow flow) {
    Typed asked =
        switch (argument) {
          case Expression.Select select -> select(select, flow);
          case Expression.Path path when mayBeAbsent(path) -> paths.asked(path, flow);
          default -> {
            report.error(
                Code.WRONG_ARGUMENT,
                "`present` takes an attribute, a session value or an agent value",
                argument.span(),
                "write `present(amount)`, `present(session.customer_id)`");
            yield Typed.wrong(argument);
          }
        };
    return asked.isWrong()
        ? Typed.wrong(call)
        : Typed.of(call, Shapes.BOOL, () -> new Expr.Present(asked.lower()));
  }

  private boolean mayBeAbsent(Expression.Path path) {
    return switch (path.root()) {
      case BARE -> !environment.scope().lists().containsKey(path.steps().getFirst().text());
      case CONTEXT, SESSION, AGENT -> !path.steps().isEmpty();
      case REQUEST -> true;
      case RESOURCE, ACTION, NOW -> false;
    };
  }

  /** An argument that has to be a string or an address. */
  Typed text(Expression argument, Flow flow, String of) {
    return argument(
        argument, flow, Shapes.STRING, s -> s.is(Type.Basic.STRING) || s.is(Type.Basic.EMAIL), of);
  }

  /** An undeclared address has to be one, so that no second `@` can hide the domain. */
  private Typed address(Expression argument, Flow flow) {
    return argument(
        argument,
        flow,
        Shapes.EMAIL,
        s -> s.is(Type.Basic.STRING) || s.is(Type.Basic.EMAIL),
        "`domain`");
  }

  private Typed basic(Expression argument, Flow flow, Shape wanted, String of) {
    return argument(argument, flow, wanted, s -> s.settled().equals(wanted), of);
  }

  private Typed argument(
      Expression argument, Flow flow, Shape untyped, Predicate<Shape> fits, String of) {
    Typed typed = checker.check(argument, flow);
    if (typed.isWrong()) {
      return typed;
    }
    if (typed.shape().settled() instanceof Unknown unknown && Unifier.take(unknown, untyped)) {
      return typed;
    }
    if (fits.test(typed.shape())) {
      return typed;
    }
    report.error(
        Code.WRONG_ARGUMENT,
        of + " needs `" + untyped.words() + "`, and this is `" + typed.shape().words() + "`",
        argument.span());
    return Typed.wrong(argument);
  }

  /** A call whose second argument is written out, so that it is checked once and for all. */
  private Typed literal(
      Expression.Call call, Function function, Typed first, LiteralArgument kind) {
    Expression second = call.arguments().getLast();
    if (!(second instanceof Expression.TextLiteral text)) {
      report.error(
          Code.NOT_LITERAL,
          "`" + call.function() + "` needs " + kind.words() + " in quotes here",
          second.span(),
          "write `" + kind.example() + "`");
      return Typed.wrong(call);
    }
    if (!kind.accepts(text.value())) {
      report.error(
          Code.INVALID_LITERAL,
          "`" + text.value() + "` is not " + kind.words(),
          text.span(),
          kind.help(text.value()));
      return Typed.wrong(call);
    }
    Typed argument = Typed.constant(text, Shapes.STRING, () -> Constants.text(text.value()));
    Shape shape = function == Function.DAY_OF ? Shapes.STRING : Shapes.BOOL;
    return first.isWrong()
        ? Typed.wrong(call)
        : Typed.of(
            call, shape, () -> new Expr.Call(function, List.of(first.lower(), argument.lower())));
  }

  private Typed sum(Expression.Call call, Expression argument, Flow flow) {
    if (environment.place() == Environment.Place.CONDITION) {
      report.error(
          Code.SUM_PLACE, "`sum` stands only in `require` and in `limit ... of`", call.span());
      return Typed.wrong(call);
    }
    Typed typed = checker.check(argument, flow);
    if (typed.isWrong()) {
      return Typed.wrong(call);
    }
    if (argument instanceof Expression.Path
        && typed.shape().settled() instanceof Shape.ListOf list
        && (list.element().isNumber() || list.element().is(Type.Basic.MONEY))) {
      return result(call, list.element().settled(), Function.SUM, typed);
    }
    boolean untyped =
        typed.shape().settled() instanceof Unknown unknown
            && unknown.need() == Unknown.Need.ANYTHING;
    report.error(
        untyped ? Code.NEEDS_DECLARATION : Code.WRONG_ARGUMENT,
        "`sum` needs an attribute that is declared as a list of numbers or of money",
        argument.span(),
        untyped
            ? "declare it: `action NAME(" + argument.span().text() + ": list<decimal>)`"
            : null);
    return Typed.wrong(call);
  }

  private Typed sensitive(Expression.Call call, Expression argument, Flow flow) {
    boolean everything =
        argument instanceof Expression.Path p
            && p.root() == Expression.Root.CONTEXT
            && p.steps().isEmpty();
    return everything
        ? Typed.of(
            call,
            Shapes.BOOL,
            () -> new Expr.Call(Function.SENSITIVE, List.of(Expr.Context.CONTEXT)))
        : result(call, Shapes.BOOL, Function.SENSITIVE, text(argument, flow, "`sensitive`"));
  }
}
