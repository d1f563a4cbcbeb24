package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Obligation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which way obligations go: more of them show less. */
final class Obliging {
  private Obliging() {}

  static Optional<Direction> between(List<Obligation> before, List<Obligation> after) {
    Set<Obligation> gone = new HashSet<>(before);
    Set<Obligation> come = new HashSet<>(after);
    gone.removeAll(after);
    come.removeAll(before);
    if (gone.isEmpty() && come.isEmpty()) {
      return Optional.empty();
    }
    boolean less = gone.stream().allMatch(old -> come.stream().anyMatch(now -> hides(now, old)));
    boolean more = come.stream().allMatch(now -> gone.stream().anyMatch(old -> hides(old, now)));
    return Optional.of(
        less == more ? Direction.ALTERED : less ? Direction.NARROWED : Direction.WIDENED);
  }

  /** Whether one obligation hides all that another does. */
  private static boolean hides(Obligation one, Obligation other) {
    return switch (one) {
      case Obligation.RevealOnly only ->
          other instanceof Obligation.RevealOnly(var names)
              && folded(names).containsAll(folded(only.names()));
      case Obligation.RevealAllBut but ->
          other instanceof Obligation.RevealAllBut(var names)
              && folded(but.names()).containsAll(folded(names));
      case Obligation.RevealAtMostRows(int rows) ->
          other instanceof Obligation.RevealAtMostRows(int others) && rows <= others;
      case Obligation.Redacted redacted -> other instanceof Obligation.Redacted;
    };
  }

  private static Set<String> folded(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }
}
