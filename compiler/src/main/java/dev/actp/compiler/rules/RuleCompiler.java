package dev.actp.compiler.rules;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;

/**
 * Makes policies executable. A rule base is built when a policy is first asked, kept while there is
 * room, and built again when needed: memory is bounded however many policies a tenant has. Policies
 * of one digest share a rule base. Thread-safe.
 */
public final class RuleCompiler {
  /** What a rule takes of the heap, in bytes, about: see the design note. */
  private static final long BYTES_PER_RULE = 8_192;

  private static final long LEAST_RULES = 2_000;

  private final Cache<String, PolicyProgram> programs;

  /** With room for as many rules as a quarter of the heap holds. */
  public RuleCompiler() {
    this(Math.max(LEAST_RULES, Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_RULE));
  }

  /**
   * With room for so many rules.
   *
   * @param maxRules a policy with more is built for every decision
   */
  public RuleCompiler(long maxRules) {
    this.programs =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(maxRules)
            .weigher((String digest, PolicyProgram program) -> program.rules())
            .build();
  }

  /** The policy, executable. Takes microseconds: the rules are built later. */
  public CompiledPolicy compile(Policy policy) {
    return new LazyPolicy(policy, PolicyDigest.of(policy), this);
  }

  PolicyProgram program(String digest, Policy policy) {
    return programs.get(digest, missing -> new PolicyProgram(policy));
  }

  /** How many rules are held built. */
  long rulesHeld() {
    programs.cleanUp();
    return programs.asMap().values().stream().mapToLong(PolicyProgram::rules).sum();
  }
}
