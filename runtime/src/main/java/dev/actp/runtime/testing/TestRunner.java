package dev.actp.runtime.testing;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs tests with the production engine. Every test has a state of its own, so that tests may run
 * side by side and in any order. Thread-safe.
 */
public final class TestRunner {
  /** The id and name of the agent that acts in a test until a step says otherwise. */
  public static final String FIRST_AGENT = "agent";

  private final Decider decider;
  private final CompiledPolicies policies;
  private final List<CompiledPolicy> granted;
  private final @Nullable Coverage coverage;

  /** A runner that counts nothing: see the other constructor. */
  public TestRunner(Decider decider, List<CompiledPolicy> underTest) {
    this(decider, underTest, null);
  }

  /**
   * A runner for tests of some policies.
   *
   * @param underTest policies and guardrails; a test's token grants every capability of the
   *     policies, in this order, and guardrails apply to it
   * @param coverage counts what tests see of them, or null
   */
  public TestRunner(Decider decider, List<CompiledPolicy> underTest, @Nullable Coverage coverage) {
    this.decider = decider;
    this.coverage = coverage;
    this.granted = ofKind(underTest, Policy.Kind.POLICY);
    this.policies =
        new CompiledPolicies(
            granted.stream().collect(Collectors.toMap(each -> each.policy().name(), each -> each)),
            ofKind(underTest, Policy.Kind.GUARDRAIL));
    if (coverage != null) {
      underTest.forEach(each -> coverage.add(each.policy()));
    }
  }

  private static List<CompiledPolicy> ofKind(List<CompiledPolicy> policies, Policy.Kind kind) {
    return policies.stream().filter(each -> each.policy().kind() == kind).toList();
  }

  /** How a test comes out. It ends at its first step that comes out otherwise than expected. */
  public TestResult run(TestCase testCase) {
    Watch watch = coverage == null ? null : coverage.watch(policies);
    CompiledPolicies decidedBy = watch == null ? policies : watch.policies();
    Run run = new Run(new World(decider, decidedBy, granted), watch);
    return run.steps(testCase.steps())
        .<TestResult>map(failure -> new TestResult.Failed(testCase, failure))
        .orElseGet(() -> new TestResult.Passed(testCase));
  }

  private final class Run {
    private final World world;
    private final @Nullable Watch watch;
    private final List<Failure.Round> rounds = new ArrayList<>();

    Run(World world, @Nullable Watch watch) {
      this.world = world;
      this.watch = watch;
    }

    Optional<Failure> steps(List<TestStep> steps) {
      for (TestStep step : steps) {
        Optional<Failure> failure = step(step);
        if (failure.isPresent()) {
          return failure;
        }
      }
      return Optional.empty();
    }

    private Optional<Failure> step(TestStep step) {
      switch (step) {
        case TestStep.At at -> world.at(at.time());
        case TestStep.Advance advance -> world.advance(advance.by());
        case TestStep.SetSession set -> world.session(set.name(), set.value());
        case TestStep.SetAgent set -> world.agent(set.name(), set.value());
        case TestStep.SetRequestIp set -> world.address(set.address());
        case TestStep.RevokeCapability revoke ->
            revoke.capabilities().forEach(world::revokeCapability);
        case TestStep.RevokeAgent revoke -> world.revokeAgent(revoke.agent());
        case TestStep.StoreUnavailable unavailable -> world.storeUnavailable();
        case TestStep.Ask ask -> {
          return ask(ask);
        }
        case TestStep.Answer answer -> {
          return answer(answer);
        }
        case TestStep.Repeat repeat -> {
          return repeat(repeat);
        }
        case TestStep.Delegate delegate -> {
          return delegate(delegate);
        }
        case TestStep.As as -> {
          return as(as);
        }
      }
      return Optional.empty();
    }

    private Optional<Failure> ask(TestStep.Ask step) {
      World.Asked asked = world.ask(step);
      Verdict verdict = new Verdict(step.expectation(), asked);
      if (watch != null) {
        watch.decided(asked);
        watch.asserted(asked.decision().exercised(), verdict.asserted());
      }
      return verdict.fits()
          ? Optional.empty()
          : Optional.of(
              new Failure(
                  step.source(),
                  rounds,
                  verdict.expectedText(),
                  verdict.actualText(),
                  new Accounts(policies, asked).all()));
    }

    private Optional<Failure> answer(TestStep.Answer step) {
      if (world.answer(step.group(), step.person(), step.approved())) {
        return Optional.empty();
      }
      List<String> groups = world.groupsAsked();
      String actual =
          groups.isEmpty()
              ? "nobody is asked anything"
              : "only "
                  + String.join(", ", groups.stream().map(ValueText::quote).toList())
                  + " is asked";
      String expected = "an approval that " + ValueText.quote(step.group()) + " is asked for";
      return Optional.of(new Failure(step.source(), rounds, expected, actual, List.of()));
    }

    private Optional<Failure> delegate(TestStep.Delegate step) {
      Optional<String> why = world.delegate(step);
      if (why.isPresent() == step.refused()) {
        if (watch != null && why.isPresent()) {
          watch.notDelegated(step.grants());
        }
        return Optional.empty();
      }
      String delegated = "a token for " + ValueText.quote(step.agent());
      return Optional.of(
          new Failure(
              step.source(),
              rounds,
              step.refused() ? "deny" : delegated,
              why.map(words -> "deny: " + words).orElse(delegated),
              List.of()));
    }

    private Optional<Failure> as(TestStep.As step) {
      Optional<VerifiedToken> token = world.handedTo(step.agent());
      if (token.isEmpty()) {
        String agent = ValueText.quote(step.agent());
        return Optional.of(
            new Failure(
                step.source(), rounds, "a token for " + agent, "it was handed none", List.of()));
      }
      @Nullable VerifiedToken before = world.acting();
      world.acting(token.get());
      Optional<Failure> failure = steps(step.steps());
      world.acting(before);
      return failure;
    }

    private Optional<Failure> repeat(TestStep.Repeat repeat) {
      for (int number = 1; number <= repeat.times(); number++) {
        rounds.add(new Failure.Round(number, repeat.times()));
        Optional<Failure> failure = steps(repeat.steps());
        if (failure.isPresent()) {
          return failure;
        }
        rounds.removeLast();
      }
      return Optional.empty();
    }
  }
}
