package dev.actp.runtime.explain;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.Expectation;
import dev.actp.runtime.testing.TestStep;
import dev.actp.runtime.testing.World;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Explains decisions. The production engine decides, over a state in memory; what the tree shows is
 * what its rules found and what its expressions evaluate to. Thread-safe.
 */
public final class Explainer {
  private final Decider decider;
  private final List<CompiledPolicy> granted;
  private final List<CompiledPolicy> guardrails;

  /**
   * An explainer of requests under some policies.
   *
   * @param inForce the policies, all of whose capabilities the token grants, in this order; the
   *     guardrails among them apply to it
   */
  public Explainer(Decider decider, List<CompiledPolicy> inForce) {
    this.decider = decider;
    this.granted = ofKind(inForce, Policy.Kind.POLICY);
    this.guardrails = ofKind(inForce, Policy.Kind.GUARDRAIL);
  }

  private static List<CompiledPolicy> ofKind(List<CompiledPolicy> policies, Policy.Kind kind) {
    return policies.stream().filter(each -> each.policy().kind() == kind).toList();
  }

  /** How a request is decided. */
  public Derivation explain(Question question) {
    World.Asked asked = ask(question);
    Decision decision = asked.decision();
    boolean unseen = decision.reasons().stream().anyMatch(Explainer::precedesRules);
    List<Branch> policies =
        unseen
            ? List.of()
            : Stream.concat(granted.stream(), guardrails.stream())
                .map(policy -> PolicyBranch.of(policy, asked))
                .toList();
    return new Derivation(question, decision, policies);
  }

  private World.Asked ask(Question question) {
    Map<String, CompiledPolicy> byId =
        granted.stream().collect(Collectors.toMap(each -> each.policy().name(), each -> each));
    World world = new World(decider, new CompiledPolicies(byId, guardrails), granted);
    world.at(question.at());
    world.agent("id", new Value.Text(question.agent()));
    world.agent("name", new Value.Text(question.agent()));
    question.agentValues().members().forEach(world::agent);
    question.session().members().forEach(world::session);
    world.reason(question.reason());
    if (question.ip() != null) {
      world.address(question.ip());
    }
    return world.ask(
        new TestStep.Ask(
            Source.NONE,
            question.action(),
            question.resource(),
            question.attributes(),
            new Expectation.Denied(null),
            null));
  }

  /** Whether a request was turned away at step 1, before any rule saw it. */
  private static boolean precedesRules(Reason reason) {
    return reason.code().stage() != Reason.Stage.RULES;
  }
}
