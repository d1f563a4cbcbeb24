package dev.actp.compiler.testing;

import dev.actp.compiler.attenuation.NarrowingText;
import dev.actp.compiler.clause.AttenuationRule;
import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Step;
import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.testing.TestStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tokens that are handed on: {@code delegate A, B to "worker" { CLAUSES }}. */
record Handing(List<LoweredPolicy> policies, Report report) {

  /** The groups that tokens ask which are handed on in some steps. */
  static Set<String> groups(List<Step> steps) {
    Set<String> groups = new TreeSet<>();
    for (Step step : steps) {
      switch (step) {
        case Step.As as -> groups.addAll(groups(as.steps()));
        case Step.Repeat repeat -> groups.addAll(groups(repeat.steps()));
        case Step.Delegate delegate -> delegate.clauses().forEach(each -> add(each, groups));
        case Step other -> {}
      }
    }
    return groups;
  }

  private static void add(Clause clause, Set<String> groups) {
    if (clause instanceof Clause.Approval approval) {
      groups.add(approval.approvers().group().value());
    }
  }

  Optional<TestStep> delegate(Step.Delegate step) {
    int errors = report.errors();
    if (step.expected() != null && step.expected().cause() != null) {
      report.error(
          Code.TEST_NOT_RUNNABLE,
          "a token that is not handed on fails no clause",
          step.expected().span(),
          "write `=> deny` alone");
    }
    Map<String, Set<String>> named = new TreeMap<>();
    Map<Narrowing, Attenuation> narrowings = new LinkedHashMap<>();
    step.capabilities().forEach(name -> add(name, step, named, narrowings));
    return report.errors() > errors ? Optional.empty() : Optional.of(step(step, named, narrowings));
  }

  private TestStep step(
      Step.Delegate step, Map<String, Set<String>> named, Map<Narrowing, Attenuation> narrowings) {
    List<VerifiedToken.Grant> grants =
        policies.stream()
            .map(policy -> policy.meaning().name())
            .filter(named::containsKey)
            .map(
                policy ->
                    new VerifiedToken.Grant(policy, null, named.getOrDefault(policy, Set.of())))
            .toList();
    return new TestStep.Delegate(
        Places.of(step),
        grants,
        narrowings,
        step.agent().value(),
        step.expires() == null ? null : step.expires().toDuration(),
        step.expected() != null);
  }

  private void add(
      Name name,
      Step.Delegate step,
      Map<String, Set<String>> named,
      Map<Narrowing, Attenuation> narrowings) {
    boolean found = false;
    Set<String> known = new TreeSet<>();
    for (LoweredPolicy policy : policies) {
      for (LoweredCapability capability : policy.capabilities()) {
        String own = capability.meaning().name();
        known.add(own);
        if (own.equals(name.text()) || capability.meaning().actions().contains(name.text())) {
          found = true;
          boolean fresh =
              named.computeIfAbsent(policy.meaning().name(), none -> new TreeSet<>()).add(own);
          if (fresh && !(step.on().isEmpty() && step.clauses().isEmpty())) {
            narrowings.put(
                new NarrowingText(step.on(), step.clauses()).of(policy.meaning().name(), own),
                AttenuationRule.lower(step.on(), step.clauses(), policy, capability, report));
          }
        }
      }
    }
    if (!found) {
      report.error(
          Code.TEST_UNKNOWN_NAME,
          "no policy under test has a capability `" + name + "`",
          name.span(),
          Suggestion.help(name.text(), known, null));
    }
  }
}
