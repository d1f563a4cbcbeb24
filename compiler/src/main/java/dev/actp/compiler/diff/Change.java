package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of a policy that means something else, or is new, or gone.
 *
 * @param capability the capability that it is part of, or empty for a part of the policy itself
 * @param before as it was written; null where it is new
 * @param after as it is written; null where it is gone
 * @param claimed which way it goes by its shape: what is to be believed where nothing is shown
 * @param witnesses what shows it, for each way in which it goes; none where nothing was found
 * @param restarts the limits, as they are written now, whose counters start at zero
 */
public record Change(
    String policy,
    String capability,
    @Nullable Source before,
    @Nullable Source after,
    Direction claimed,
    List<Witness> witnesses,
    List<Source> restarts) {
  public Change {
    witnesses = List.copyOf(witnesses);
    restarts = List.copyOf(restarts);
  }

  /** Whether the engine decided something differently because of it. */
  public boolean shown() {
    return !witnesses.isEmpty();
  }

  /** The ways in which it goes: those that are shown, else the one claimed. */
  public List<Direction> directions() {
    return shown() ? witnesses.stream().map(Witness::direction).toList() : List.of(claimed);
  }
}
