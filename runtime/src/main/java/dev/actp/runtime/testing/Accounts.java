package dev.actp.runtime.testing;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What made a decision come out as it did: each part of a policy that had a say. */
record Accounts(CompiledPolicies policies, World.Asked asked) {

  List<Failure.Account> all() {
    Decision decision = asked.decision();
    Decision.@Nullable Exercised exercised = decision.exercised();
    Stream<Reason> beside =
        Stream.ofNullable(decision.monitored()).flatMap(would -> would.reasons().stream());
    return Stream.concat(decision.reasons().stream(), beside)
        .distinct()
        .flatMap(
            reason ->
                switch (reason.code()) {
                  case GRANTED -> granted(exercised);
                  case CAPABILITY_NOT_GRANTED ->
                      Stream.concat(Stream.of(account(reason)), elsewhere());
                  default -> Stream.of(account(reason));
                })
        .toList();
  }

  /** The clauses of the capability that was exercised: each held. */
  private Stream<Failure.Account> granted(Decision.@Nullable Exercised exercised) {
    return exercised == null
        ? Stream.empty()
        : Part.find(policies, exercised.policy()).stream()
            .flatMap(policy -> granted(policy, exercised));
  }

  private Stream<Failure.Account> granted(CompiledPolicy policy, Decision.Exercised exercised) {
    return policy.policy().capabilities().stream()
        .filter(capability -> capability.name().equals(exercised.capability()))
        .flatMap(capability -> granted(policy, capability));
  }

  private Stream<Failure.Account> granted(CompiledPolicy policy, Capability capability) {
    String name = policy.policy().name();
    boolean observed = isOnlyObserved();
    String finding = observed ? "let through by monitor mode" : "granted";
    Failure.Account whole =
        new Failure.Account(name, capability.name(), capability.source(), finding, Trace.NONE);
    if (observed) {
      return Stream.of(whole);
    }
    return Stream.concat(
        Stream.of(whole),
        capability.clauses().stream().map(clause -> held(policy, capability, clause)));
  }

  private boolean isOnlyObserved() {
    Decision.Monitored monitored = asked.decision().monitored();
    return monitored != null && monitored.outcome() != Outcome.ALLOW;
  }

  private Failure.Account held(CompiledPolicy policy, Capability capability, Clause clause) {
    Part part = new Part.OfCapability(policy, capability.name(), clause);
    return new Failure.Account(
        policy.policy().name(), capability.name(), clause.source(), "held", trace(part));
  }

  private Failure.Account account(Reason reason) {
    Optional<Part> part = Part.of(policies, reason).or(() -> narrowing(reason));
    String name =
        Part.find(policies, reason.policy()).map(policy -> policy.policy().name()).orElse("");
    return new Failure.Account(
        name,
        reason.capability(),
        reason.clause(),
        finding(reason),
        part.map(this::trace).orElse(Trace.NONE));
  }

  /** A clause that a token of the chain adds. */
  private Optional<Part> narrowing(Reason reason) {
    return asked.token().links().stream()
        .flatMap(link -> link.narrowings().stream())
        .map(asked.attenuations()::read)
        .flatMap(each -> each.clauses().stream())
        .filter(clause -> clause.source().equals(reason.clause()))
        .findFirst()
        .flatMap(
            clause ->
                Part.find(policies, reason.policy())
                    .map(policy -> new Part.OfCapability(policy, reason.capability(), clause)));
  }

  private String finding(Reason reason) {
    String words = reason.code().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    Optional<String> defect =
        reason.code() == Reason.Code.ATTRIBUTES_UNDECLARED
            ? Part.find(policies, reason.policy()).flatMap(this::defect)
            : Optional.of(reason.detail()).filter(detail -> !detail.isEmpty());
    return defect.map(detail -> words + ": " + detail).orElse(words);
  }

  private Optional<String> defect(CompiledPolicy policy) {
    return asked.situation(policy).attributes() instanceof Fault fault
        ? Optional.of(fault.detail())
        : Optional.empty();
  }

  /** Capabilities that grant the action, but not on this resource. */
  private Stream<Failure.Account> elsewhere() {
    return policies.byId().values().stream()
        .map(CompiledPolicy::policy)
        .flatMap(
            policy ->
                policy.capabilities().stream()
                    .filter(each -> each.actions().contains(asked.request().action()))
                    .map(each -> elsewhere(policy, each)));
  }

  private static Failure.Account elsewhere(Policy policy, Capability capability) {
    return new Failure.Account(
        policy.name(),
        capability.name(),
        capability.source(),
        "does not cover this resource",
        Trace.NONE);
  }

  private Trace trace(Part part) {
    Situation situation = asked.situation(part.policy());
    return part.condition()
        .filter(condition -> !(condition instanceof Expr.Literal))
        .map(condition -> Trace.of(condition, each -> part.policy().evaluate(each, situation)))
        .orElse(Trace.NONE);
  }
}
