package dev.actp.compiler.rules;

import dev.actp.compiler.expression.Evaluator;
import dev.actp.compiler.expression.ExpressionCompiler;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.RequiredApproval;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The closures of all expressions of a policy. Immutable once made, and safe to share between
 * threads.
 */
final class Closures {
  private final IdentityHashMap<Expr, Evaluator> compiled = new IdentityHashMap<>();
  private final Map<Expr, Evaluator> byMeaning = new HashMap<>();

  Closures(Policy policy) {
    for (Capability capability : policy.capabilities()) {
      capability.clauses().forEach(this::addClause);
    }
    for (Forbid forbid : policy.forbids()) {
      add(forbid.when());
    }
    for (RequiredApproval approval : policy.approvals()) {
      addAsk(approval.ask());
    }
    for (Quota quota : policy.quotas()) {
      addClause(quota.clause());
    }
  }

  private void addClause(Clause clause) {
    add(clause.condition());
    addAsk(clause.ask());
    for (Charge charge : clause.charges()) {
      add(charge.amount());
    }
  }

  private void addAsk(@Nullable Ask ask) {
    if (ask != null) {
      add(ask.when());
    }
  }

  private void add(@Nullable Expr expression) {
    if (expression != null) {
      compiled.put(expression, byMeaning.computeIfAbsent(expression, ExpressionCompiler::compile));
    }
  }

  /**
   * The closure of an expression of this policy or one of the same meaning; another, such as a part
   * of one, is compiled anew.
   */
  Evaluator of(Expr expression) {
    Evaluator same = compiled.get(expression);
    if (same != null) {
      return same;
    }
    Evaluator equal = byMeaning.get(expression);
    return equal == null ? ExpressionCompiler.compile(expression) : equal;
  }
}
