package dev.actp.compiler.diff;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.Expectation;
import dev.actp.runtime.testing.TestStep;
import dev.actp.runtime.testing.World;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plays sessions under one version, each in a state of its own. */
record Duel(Decider decider, List<CompiledPolicy> granted, List<CompiledPolicy> guardrails) {
  /** How often a session may use an action. */
  static final int MOST_USES = 1_000;

  private static final Expectation ANYTHING = new Expectation.Denied(null);

  /** What each request of a session comes to, repeated ones one by one. */
  List<Answer> play(Scene scene, List<Step> steps) {
    World world = new World(decider, policies(), granted);
    enter(world, scene);
    List<Answer> answers = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Use use -> use(world, use, answers);
        case Step.Wait wait -> world.advance(wait.by());
        case Step.Fresh fresh -> scene.session().forEach(world::session);
        case Step.As as -> world.agent("id", new Value.Text(as.agent()));
      }
    }
    return answers;
  }

  private CompiledPolicies policies() {
    Map<String, CompiledPolicy> byId =
        granted.stream()
            .collect(Collectors.toMap(each -> each.policy().name(), Function.identity()));
    return new CompiledPolicies(byId, guardrails);
  }

  private static void enter(World world, Scene scene) {
    world.at(scene.at());
    scene.agent().forEach(world::agent);
    scene.session().forEach(world::session);
    world.address(scene.ip());
    world.reason(scene.reason());
  }

  private static void use(World world, Step.Use use, List<Answer> answers) {
    TestStep.Ask ask =
        new TestStep.Ask(
            Source.NONE,
            use.action(),
            use.resource(),
            use.attributes(),
            ANYTHING,
            use.succeeded() ? TestStep.Report.SUCCEEDED : null);
    for (int i = 0; i < use.times(); i++) {
      Answer answer = new Answer(world.ask(ask).decision());
      answers.add(answer);
      if (answer.decision().outcome() == Outcome.NEEDS_APPROVAL) {
        approve(world, answer.decision().effects());
        world.ask(ask);
      }
    }
  }

  private static void approve(World world, List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.OpenApproval open) {
        for (int person = 1; person <= open.quorum(); person++) {
          world.answer(open.group(), "person-" + person, true);
        }
      }
    }
  }

  /** The policies granted, as they mean. */
  List<Policy> meanings() {
    return granted.stream().map(CompiledPolicy::policy).toList();
  }
}
