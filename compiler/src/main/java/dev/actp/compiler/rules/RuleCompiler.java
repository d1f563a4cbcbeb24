package dev.actp.compiler.rules;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;

/**
 * Makes policies executable. A rule base is built when a policy is first asked, kept while there is
 * room, and built again when needed: memory is bounded however many policies a tenant has. Policies
 * of one digest share a rule base. Thread-safe.
 */
public final class RuleCompiler {
  /**
   * What a unit of {@linkplain PolicyProgram#weight weight} takes of the heap, in bytes, about: see
   * the design note.
   */
  private static final long BYTES_A_UNIT = 10_240;

  private static final long LEAST_ROOM = 2_000;

  private final RuleBaseBuilder builder = new RuleBaseBuilder();
  private final Cache<String, PolicyProgram> programs;

  /** With room for what a quarter of the heap holds. */
  public RuleCompiler() {
    this(Math.max(LEAST_ROOM, Runtime.getRuntime().maxMemory() / 4 / BYTES_A_UNIT));
  }

  /**
   * With room for so much.
   *
   * @param room in rules, a rule base counting as two more; a policy that needs more is built for
   *     every decision
   */
  public RuleCompiler(long room) {
    this.programs =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(room)
            .weigher((String digest, PolicyProgram program) -> program.weight())
            .build();
  }

  /**
   * The policy, executable. Takes microseconds: the rules are built later.
   *
   * @param attenuations tells what tokens narrow of it
   */
  public CompiledPolicy compile(Policy policy, Attenuations attenuations) {
    return new LazyPolicy(policy, PolicyDigest.of(policy), attenuations, this);
  }

  /** A policy that no token narrows. */
  public CompiledPolicy compile(Policy policy) {
    return compile(policy, Attenuations.NONE);
  }

  PolicyProgram program(String digest, Policy policy) {
    PolicyProgram held = programs.getIfPresent(digest);
    return held == null
        ? programs.get(digest, missing -> new PolicyProgram(policy, builder))
        : held;
  }

  /** How much is held built. */
  long held() {
    programs.cleanUp();
    return programs.asMap().values().stream().mapToLong(PolicyProgram::weight).sum();
  }
}
