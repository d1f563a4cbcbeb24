package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Expr;
import java.util.List;

/** The expressions that an expression is made of. */
final class Children {
  private Children() {}

  static List<Expr> of(Expr expression) {
    return switch (expression) {
      case Expr.ListOf list -> list.elements();
      case Expr.Member member -> List.of(member.record());
      case Expr.Present present -> List.of(present.path());
      case Expr.Arithmetic sum -> List.of(sum.left(), sum.right());
      case Expr.Comparison both -> List.of(both.left(), both.right());
      case Expr.In both -> List.of(both.element(), both.collection());
      case Expr.Within both -> List.of(both.left(), both.right());
      case Expr.Matches matches -> List.of(matches.text());
      case Expr.Not not -> List.of(not.operand());
      case Expr.And and -> and.operands();
      case Expr.Or or -> or.operands();
      case Expr.Quantified all -> List.of(all.collection(), all.body());
      case Expr.Call call -> call.arguments();
      case Expr.Literal literal -> List.of();
      case Expr.Attribute attribute -> List.of();
      case Expr.Context context -> List.of();
      case Expr.SessionValue session -> List.of();
      case Expr.AgentValue agent -> List.of();
      case Expr.Root root -> List.of();
      case Expr.Variable variable -> List.of();
      case Expr.During during -> List.of();
      case Expr.Used used -> List.of();
      case Expr.Happened happened -> List.of();
      case Expr.Enforced enforced -> List.of();
      case Expr.Delegated delegated -> List.of();
    };
  }
}
