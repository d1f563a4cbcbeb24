package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the clauses of one capability come to, or one policy's own approvals: why it fails, whom it
 * waits for, and what an allow would use, charge and oblige. Collects each thing once.
 */
final class Weighing {
  private final String policy;
  private final String capability;
  private final Supplier<String> requestDigest;
  private final List<Reason> failures = new ArrayList<>(0);
  private final List<Missing> missing = new ArrayList<>(0);
  private final List<Effect> uses = new ArrayList<>(0);
  private final List<Effect> charges = new ArrayList<>(2);
  private final List<Obligation> obligations = new ArrayList<>(0);

  /**
   * An approval that is not given.
   *
   * @param fresh whether nobody was asked yet
   */
  record Missing(Reason reason, Effect.OpenApproval open, boolean fresh) {}

  /**
   * Starts without any clause.
   *
   * @param policy its id
   * @param capability its name, or empty for the policy's own approvals
   * @param requestDigest of the canonical request; asked for only where people may have to be
   */
  Weighing(String policy, String capability, Supplier<String> requestDigest) {
    this.policy = policy;
    this.capability = capability;
    this.requestDigest = requestDigest;
  }

  boolean failed() {
    return !failures.isEmpty();
  }

  boolean grants() {
    return failures.isEmpty() && missing.isEmpty();
  }

  boolean waits() {
    return failures.isEmpty() && !missing.isEmpty();
  }

  List<Reason> failures() {
    return failures;
  }

  List<Missing> missing() {
    return missing;
  }

  List<Effect> uses() {
    return uses;
  }

  List<Effect> charges() {
    return charges;
  }

  List<Obligation> obligations() {
    return obligations;
  }

  void fail(Reason.Code code, Source source, String detail) {
    fail(new Reason(code, policy, capability, source, null, detail));
  }

  /** A clause that fails at several links is said once, with the values of the first. */
  private void fail(Reason reason) {
    if (failures.stream().noneMatch(reason::saysTheSameAs)) {
      failures.add(reason);
    }
  }

  /** Weighs a clause as one link sees it. */
  void clause(Clause clause, CompiledPolicy compiled, Situation situation) {
    Result condition = compiled.evaluate(clause.condition(), situation);
    if (condition instanceof Value.Bool bool && bool.value()) {
      heldClause(clause, compiled, situation);
    } else {
      String detail = Explanation.of(clause.condition(), condition, compiled, situation);
      fail(
          new Reason(
              condition instanceof Value.Bool ? code(clause) : Reason.Code.CLAUSE_ERROR,
              policy,
              capability,
              clause.source(),
              clause.message(),
              detail));
    }
  }

  /** Weighs the rest of a clause whose condition is true. */
  void heldClause(Clause clause, CompiledPolicy compiled, Situation situation) {
    if (!charges(clause, compiled, situation)) {
      fail(Reason.Code.CLAUSE_ERROR, clause.source(), "what it charges has no value");
      return;
    }
    if (clause.ask() != null) {
      ask(clause.ask(), clause, compiled, situation);
    }
    for (Obligation obligation : clause.obligations()) {
      add(obligations, obligation);
    }
  }

  private static Reason.Code code(Clause clause) {
    return switch (clause.category()) {
      case REQUIRE -> Reason.Code.REQUIREMENT_NOT_MET;
      case LIMIT -> Reason.Code.LIMIT_REACHED;
      case WINDOW -> Reason.Code.OUTSIDE_WINDOW;
      case APPROVAL -> Reason.Code.APPROVAL_NEEDED;
      case HISTORY -> Reason.Code.HISTORY;
      case OBLIGATION -> Reason.Code.OBLIGATION_UNSUPPORTED;
      case DELEGATION -> Reason.Code.NOT_DELEGABLE;
    };
  }

  /** Collects what a clause charges, as far as it has a value; false where something has none. */
  boolean charges(Clause clause, CompiledPolicy compiled, Situation situation) {
    boolean complete = true;
    for (Charge charge : clause.charges()) {
      complete &= charge(charge, compiled, situation);
    }
    return complete;
  }

  private boolean charge(Charge charge, CompiledPolicy compiled, Situation situation) {
    Optional<CounterKey> key = CounterKeys.of(charge.counter(), situation);
    Result result = compiled.evaluate(charge.amount(), situation);
    if (key.isEmpty() || !(result instanceof Value amount) || !isCountable(amount)) {
      return false;
    }
    add(charges, new Effect.Consume(key.get(), amount));
    return true;
  }

  private static boolean isCountable(Value amount) {
    return switch (amount) {
      case Value.Num(BigDecimal number) -> number.signum() >= 0;
      case Value.Money money -> money.amount().signum() >= 0;
      case Value other -> false;
    };
  }

  private void ask(Ask ask, Clause clause, CompiledPolicy compiled, Situation situation) {
    Result when = ask.when() == null ? Value.Bool.TRUE : compiled.evaluate(ask.when(), situation);
    if (!(when instanceof Value.Bool asks)) {
      fail(Reason.Code.CLAUSE_ERROR, clause.source(), detail(when));
    } else if (asks.value()) {
      look(ask, Canonical.text(clause), clause.source(), situation.facts());
    }
  }

  private static String detail(Result result) {
    return result instanceof Fault fault ? fault.detail() : "a condition is neither true nor false";
  }

  /** Looks for a policy-level approval that applies. */
  void required(RequiredApproval required, Facts facts) {
    look(required.ask(), Canonical.text(required), required.source(), facts);
  }

  private void look(Ask ask, String clause, Source source, Facts facts) {
    ApprovalKey key = new ApprovalKey(requestDigest.get(), policy, capability, clause);
    if (!(facts.read(new FactKey.ApprovalFor(key)) instanceof Reading.Approval approval)) {
      fail(Reason.Code.CLAUSE_ERROR, source, "the approvals could not be read");
      return;
    }
    switch (approval.state()) {
      case GIVEN -> add(uses, new Effect.UseApproval(approval.id()));
      case REJECTED -> fail(Reason.Code.APPROVAL_REJECTED, source, "");
      case NONE, PENDING ->
          add(
              missing,
              new Missing(
                  new Reason(Reason.Code.APPROVAL_NEEDED, policy, capability, source, null, ""),
                  new Effect.OpenApproval(key, ask.quorum(), ask.group(), ask.expires()),
                  approval.state() == Reading.Approval.State.NONE));
    }
  }

  private static <T> void add(List<T> all, T one) {
    if (!all.contains(one)) {
      all.add(one);
    }
  }
}
