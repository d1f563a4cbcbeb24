package dev.actp.compiler;

import dev.actp.compiler.attenuation.AttenuationCompiler;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.registry.PolicyVersion;

/** Compiles versions of policies again that were in force, from the sources that are kept. */
public final class KeptPolicies {
  private final RuleCompiler rules = new RuleCompiler();
  private final AttenuationCompiler attenuations = new AttenuationCompiler();

  /**
   * The version, compiled, with what narrowings of it mean.
   *
   * @throws IllegalStateException if it does not compile any more
   */
  public CompiledPolicy compile(PolicyVersion version) {
    return new PolicyCompiler(new MemorySources(version.files()))
        .compile(version.main())
        .policy()
        .map(policy -> rules.compile(policy, attenuations.of(version.main(), version.files())))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "version %d of the policy `%s` does not compile any more"
                        .formatted(version.number(), version.name())));
  }
}
