package dev.actp.compiler.suggest;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.evidence.Use;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.ledger.RecordedFacts;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Decides recorded uses again by the reference, from what is recorded of them, under some policies.
 * What else was in force then could only deny, and did not.
 */
final class Replays {
  private final ReferenceDecider decider = new ReferenceDecider();
  private final Map<String, CompiledPolicy> byName = new HashMap<>();
  private final UnaryOperator<String> names;

  /**
   * Under the policies of one version.
   *
   * @param names the names of policies by their ids
   */
  Replays(List<Policy> policies, UnaryOperator<String> names) {
    RuleCompiler rules = new RuleCompiler();
    policies.stream()
        .filter(policy -> policy.kind() == Policy.Kind.POLICY)
        .forEach(policy -> byName.put(policy.name(), rules.compile(policy)));
    this.names = names;
  }

  /**
   * An allowed use decided again.
   *
   * @param charged what was used of each counter with it
   */
  record Allowed(
      Decision.Exercised exercised, List<Obligation> obligations, Map<Counter, Value> charged) {

    /** Whether the same capability allows it, and binds the answer to the same. */
    boolean isLike(Allowed other) {
      return exercised.equals(other.exercised) && obligations.equals(other.obligations);
    }
  }

  /** Nothing where it is not allowed, or too little is known of it. */
  Optional<Allowed> decide(Use use) {
    if (!use.isWhole()) {
      return Optional.empty();
    }
    RecordedDecision record = use.record();
    Map<String, CompiledPolicy> byId = new HashMap<>();
    for (String id : record.policies().keySet()) {
      CompiledPolicy policy = byName.get(names.apply(id));
      if (policy != null) {
        byId.put(id, policy);
      }
    }
    Decision decision =
        decider.decide(
            new CompiledPolicies(byId, List.of()),
            record.request(),
            of(record.token(), byId),
            new Recorded(record.facts()));
    Decision.Monitored would = decision.monitored();
    Outcome strict = would == null ? decision.outcome() : would.outcome();
    return strict == Outcome.ALLOW
        ? Optional.of(
            new Allowed(
                Objects.requireNonNull(decision.exercised()),
                decision.obligations(),
                charged(decision, use)))
        : Optional.empty();
  }

  /**
   * The token as far as it names policies at hand, of whatever version. What it narrows could only
   * deny, and did not.
   */
  private static VerifiedToken of(VerifiedToken token, Map<String, CompiledPolicy> byId) {
    List<VerifiedToken.Link> links = new ArrayList<>();
    for (VerifiedToken.Link link : token.links()) {
      List<VerifiedToken.Grant> grants =
          link.grants().stream()
              .filter(grant -> byId.containsKey(grant.policy()))
              .map(grant -> new VerifiedToken.Grant(grant.policy(), null, grant.capabilities()))
              .toList();
      links.add(
          new VerifiedToken.Link(link.jti(), link.agent(), link.notBefore(), Instant.MAX, grants));
    }
    return new VerifiedToken(token.tenant(), token.session(), token.values(), links);
  }

  private static Map<Counter, Value> charged(Decision decision, Use use) {
    Map<Counter, Value> charged = new HashMap<>();
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Consume(var key, Value amount)
          && !use.isHidden(key.counter())
          && use.record().facts().find(new FactKey.Usage(key)).orElse(null)
              instanceof Reading.Used(Value used)) {
        charged.merge(key.counter(), Amounts.sum(used, amount), Amounts::larger);
      }
    }
    return charged;
  }

  /** The facts of a use: as they are recorded, and else such that they do not matter. */
  private record Recorded(RecordedFacts facts) implements Facts {
    private static final Reading UNKNOWN = new Reading.Unavailable("it is not recorded");

    @Override
    public Instant now() {
      return facts.now();
    }

    @Override
    public Set<String> withheld() {
      return facts.withheld();
    }

    @Override
    public Reading read(FactKey key) {
      return switch (key) {
        case FactKey.AgentStanding(String id) ->
            facts.find(key).orElse(new Reading.Agent(id, Value.Struct.EMPTY, false, null));
        case FactKey.TokenStanding ignored -> Reading.Revocations.NONE;
        case FactKey.OpenApprovals ignored -> new Reading.Count(0);
        case FactKey.ApprovalFor approval -> facts.findAlike(approval).orElse(UNKNOWN);
        case FactKey other -> facts.find(other).orElse(UNKNOWN);
      };
    }
  }
}
