package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Value;
import java.util.List;

/**
 * The body of a quantifier for one element: every use of the variable replaced by its value, so
 * that the body can be evaluated by itself.
 */
record Binding(String variable, Value value) {

  Expr in(Expr expression) {
    return switch (expression) {
      case Expr.Variable name ->
          name.name().equals(variable) ? new Expr.Literal(value) : expression;
      case Expr.ListOf list -> new Expr.ListOf(in(list.elements()));
      case Expr.Member member -> new Expr.Member(in(member.record()), member.name());
      case Expr.Present present -> new Expr.Present(in(present.path()));
      case Expr.Arithmetic sum ->
          new Expr.Arithmetic(sum.operator(), in(sum.left()), in(sum.right()), sum.type());
      case Expr.Comparison both ->
          new Expr.Comparison(both.operator(), in(both.left()), in(both.right()));
      case Expr.In both -> new Expr.In(in(both.element()), in(both.collection()));
      case Expr.Within both -> new Expr.Within(in(both.left()), in(both.right()));
      case Expr.Matches matches -> new Expr.Matches(in(matches.text()), matches.glob());
      case Expr.Not not -> new Expr.Not(in(not.operand()));
      case Expr.And and -> new Expr.And(in(and.operands()));
      case Expr.Or or -> new Expr.Or(in(or.operands()));
      case Expr.Quantified all ->
          new Expr.Quantified(all.every(), all.variable(), in(all.collection()), in(all.body()));
      case Expr.Call call -> new Expr.Call(call.function(), in(call.arguments()));
      case Expr.Literal literal -> literal;
      case Expr.Attribute attribute -> attribute;
      case Expr.Context context -> context;
      case Expr.SessionValue session -> session;
      case Expr.AgentValue agent -> agent;
      case Expr.Root root -> root;
      case Expr.During during -> during;
      case Expr.Used used -> used;
      case Expr.Happened happened -> happened;
      case Expr.Enforced enforced -> enforced;
      case Expr.Delegated delegated -> delegated;
    };
  }

  private List<Expr> in(List<Expr> expressions) {
    return expressions.stream().map(this::in).toList();
  }
}
