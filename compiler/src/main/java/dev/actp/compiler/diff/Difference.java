package dev.actp.compiler.diff;

import java.util.List;

/**
 * What changed between two versions of some policies; nothing where only comments, layout, order or
 * a version's name did.
 *
 * @param renamed policies that only got another version, as {@code name old -> new}
 */
public record Difference(List<Change> changes, List<String> renamed) {
  public Difference {
    changes = List.copyOf(changes);
    renamed = List.copyOf(renamed);
  }

  /** How many changes go a way. */
  public long count(Direction direction) {
    return changes.stream().filter(change -> change.directions().contains(direction)).count();
  }

  /** How many changes nothing was found for that the engine decides differently. */
  public long notShown() {
    return changes.stream().filter(change -> !change.shown()).count();
  }

  /** How many counters start at zero. */
  public long restarts() {
    return changes.stream().mapToLong(change -> change.restarts().size()).sum();
  }
}
