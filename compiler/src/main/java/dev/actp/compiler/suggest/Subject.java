package dev.actp.compiler.suggest;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.policy.Policy;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A policy, and its uses.
 *
 * @param uses of all its capabilities, the oldest first
 */
record Subject(String path, LoweredPolicy lowered, List<Played> uses, Settings settings) {
  Subject {
    uses = List.copyOf(uses);
  }

  static Subject of(CompiledFile file, List<Played> all, Settings settings) {
    LoweredPolicy lowered = Objects.requireNonNull(file.lowered());
    String name = lowered.meaning().name();
    List<Played> own = all.stream().filter(use -> use.policy().equals(name)).toList();
    return new Subject(file.path(), lowered, own, settings);
  }

  Policy policy() {
    return lowered.meaning();
  }

  /** The uses of one capability. */
  List<Played> of(LoweredCapability capability) {
    String name = capability.meaning().name();
    return uses.stream().filter(use -> use.capability().equals(name)).toList();
  }

  /** Whether so many uses narrow anything. */
  boolean suffice(List<Played> uses) {
    return uses.size() >= settings.minUses();
  }

  /**
   * An edit.
   *
   * @param capability the capability's name, or empty
   */
  Edit edit(
      Span place,
      String capability,
      Proposal.Kind kind,
      String before,
      String after,
      String why,
      Proof proof,
      UnaryOperator<Draft> change) {
    int line = place.file().map(file -> file.line(place.start())).orElse(0);
    Proposal proposal =
        new Proposal(path, line, policy().name(), capability, kind, before, after, why, proof);
    return new Edit(proposal, change);
  }
}
