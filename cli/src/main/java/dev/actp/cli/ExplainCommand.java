package dev.actp.cli;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.explain.Derivation;
import dev.actp.runtime.explain.Explainer;
import dev.actp.runtime.explain.Question;
import dev.actp.runtime.explain.QuestionReader;
import dev.actp.runtime.policy.Policy;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp explain FILE... --action NAME}. */
@Command(
    name = "explain",
    description = "Show how a request is decided, clause by clause.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "policies that the agent's token grants, and guardrails; or folders of them")
  private List<String> paths = List.of();

  @Mixin private RequestOptions request = new RequestOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text for people, json for programs: ${COMPLETION-CANDIDATES}")
  private Format format = Format.TEXT;

  /** How the derivation is shown. */
  enum Format {
    TEXT,
    JSON
  }

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    LoadedPolicies loaded = LoadedPolicies.of(console, paths);
    if (loaded.refused(console)) {
      return ExitCode.FAILED;
    }
    List<Policy> policies = loaded.policies();
    if (policies.isEmpty()) {
      throw new Unusable("there is no policy in `" + String.join("`, `", paths) + "`");
    }
    demandDifferentNames(policies);
    Question question =
        switch (QuestionReader.read(request.document(console, policies), Instant.now())) {
          case QuestionReader.Reading.Read(Question read) -> read;
          case QuestionReader.Reading.Refused(String why) -> throw new Unusable(why);
        };
    RuleCompiler rules = new RuleCompiler();
    List<CompiledPolicy> inForce = policies.stream().map(rules::compile).toList();
    Derivation derivation = new Explainer(new PolicyDecider(), inForce).explain(question);
    if (format == Format.JSON) {
      console.say(DerivationJson.of(derivation, loaded));
    } else {
      new DerivationText(console.outStyle(), loaded).lines(derivation).forEach(console::say);
    }
    return ExitCode.GOOD;
  }

  /** Tokens name policies by their names. */
  private static void demandDifferentNames(List<Policy> policies) throws Unusable {
    Set<String> seen = new HashSet<>();
    for (Policy policy : policies) {
      if (!seen.add(policy.name())) {
        throw new Unusable("two of these policies are called `" + policy.name() + "`");
      }
    }
  }
}
