package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.ApprovalKey;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Judges clauses one after another, each on its own. */
final class Judge {
  private final String requestDigest;
  private final String policy;
  private final String capability;
  private final List<Reason> failures = new ArrayList<>();
  private final List<Judgement.Missing> missing = new ArrayList<>();
  private final List<Effect> uses = new ArrayList<>();
  private final List<Effect> charges = new ArrayList<>();
  private final List<Obligation> obligations = new ArrayList<>();

  Judge(String requestDigest, String policy, String capability) {
    this.requestDigest = requestDigest;
    this.policy = policy;
    this.capability = capability;
  }

  Judgement judgement() {
    return new Judgement(failures, missing, uses, charges, obligations);
  }

  void fail(Reason.Code code, Source source) {
    failures.add(new Reason(code, policy, capability, source, null, ""));
  }

  void clause(Clause clause, Situation situation) {
    Result condition = new Interpreter(situation).evaluate(clause.condition());
    if (!condition.equals(Value.Bool.TRUE)) {
      Reason.Code code =
          condition.equals(Value.Bool.FALSE) ? code(clause.category()) : Reason.Code.CLAUSE_ERROR;
      failures.add(new Reason(code, policy, capability, clause.source(), clause.message(), ""));
      return;
    }
    if (!chargesOf(clause, situation)) {
      fail(Reason.Code.CLAUSE_ERROR, clause.source());
      return;
    }
    if (clause.ask() != null) {
      ask(clause.ask(), clause, situation);
    }
    obligations.addAll(clause.obligations());
  }

  private static Reason.Code code(Clause.Category category) {
    return switch (category) {
      case REQUIRE -> Reason.Code.REQUIREMENT_NOT_MET;
      case LIMIT -> Reason.Code.LIMIT_REACHED;
      case WINDOW -> Reason.Code.OUTSIDE_WINDOW;
      case APPROVAL -> Reason.Code.APPROVAL_NEEDED;
      case HISTORY -> Reason.Code.HISTORY;
      case OBLIGATION -> Reason.Code.OBLIGATION_UNSUPPORTED;
      case DELEGATION -> Reason.Code.NOT_DELEGABLE;
    };
  }

  /** What a clause charges, as far as it has a value, whether it holds or not. */
  boolean chargesOf(Clause clause, Situation situation) {
    boolean all = true;
    for (Charge charge : clause.charges()) {
      all &= charge(charge, situation);
    }
    return all;
  }

  private boolean charge(Charge charge, Situation situation) {
    Interpreter interpreter = new Interpreter(situation);
    Result amount = interpreter.evaluate(charge.amount());
    boolean countable =
        switch (amount) {
          case Value.Num(var number) -> number.signum() >= 0;
          case Value.Money money -> money.amount().signum() >= 0;
          case Result other -> false;
        };
    var key = new FactReader(interpreter).key(charge.counter());
    if (!countable || key.isEmpty()) {
      return false;
    }
    charges.add(new Effect.Consume(key.get(), (Value) amount));
    return true;
  }

  /** A clause's ask: a condition at fault fails the clause. */
  private void ask(Ask ask, Clause clause, Situation situation) {
    if (ask.when() != null) {
      Result when = new Interpreter(situation).evaluate(ask.when());
      if (when.equals(Value.Bool.FALSE)) {
        return;
      }
      if (!when.equals(Value.Bool.TRUE)) {
        fail(Reason.Code.CLAUSE_ERROR, clause.source());
        return;
      }
    }
    look(ask, Canonical.text(clause), clause.source(), situation);
  }

  /** A policy-level approval: asks unless its condition is false. */
  void required(RequiredApproval required, Situation situation) {
    Ask ask = required.ask();
    if (ask.when() == null
        || !new Interpreter(situation).evaluate(ask.when()).equals(Value.Bool.FALSE)) {
      look(ask, Canonical.text(required), required.source(), situation);
    }
  }

  private void look(Ask ask, String clause, Source source, Situation situation) {
    ApprovalKey key = new ApprovalKey(requestDigest, policy, capability, clause);
    switch (situation.facts().read(new FactKey.ApprovalFor(key))) {
      case Reading.Approval approval -> {
        switch (approval.state()) {
          case GIVEN -> uses.add(new Effect.UseApproval(approval.id()));
          case REJECTED -> fail(Reason.Code.APPROVAL_REJECTED, source);
          case NONE, PENDING ->
              missing.add(
                  new Judgement.Missing(
                      new Reason(Reason.Code.APPROVAL_NEEDED, policy, capability, source, null, ""),
                      new Effect.OpenApproval(key, ask.quorum(), ask.group(), ask.expires()),
                      approval.state() == Reading.Approval.State.NONE));
        }
      }
      case Reading other -> fail(Reason.Code.CLAUSE_ERROR, source);
    }
  }
}
