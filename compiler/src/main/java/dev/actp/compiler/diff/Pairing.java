package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Canonical;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds for each part of the old version what it has become in the new one. */
final class Pairing {
  /** How much of their words two clauses share at least to be forms of one. */
  private static final double ALIKE = 0.3;

  private final List<Part> gone;
  private final List<Part> come;
  private final List<Pair> pairs = new ArrayList<>();

  /** An older and a newer form; one of them may be missing, not both. */
  record Pair(@Nullable Part before, @Nullable Part after) {
    Part any() {
      return after == null ? java.util.Objects.requireNonNull(before) : after;
    }
  }

  private Pairing(List<Part> gone, List<Part> come) {
    this.gone = gone;
    this.come = come;
  }

  /** The parts that differ, in the order of the new version, those that are gone at the end. */
  static List<Pair> of(List<Part> before, List<Part> after) {
    Pairing pairing = new Pairing(without(before, after), without(after, before));
    pairing.match();
    return pairing.pairs;
  }

  /** The parts that the other version has not, as often as it has not. */
  private static List<Part> without(List<Part> parts, List<Part> others) {
    List<String> there = new ArrayList<>(others.stream().map(Pairing::identity).toList());
    return new ArrayList<>(parts.stream().filter(part -> !there.remove(identity(part))).toList());
  }

  private static String identity(Part part) {
    return part.owner() + "\n" + part.topic() + "\n" + part.meaning();
  }

  private void match() {
    for (Part after : come) {
      Part best = null;
      double most = ALIKE;
      for (Part before : gone) {
        double likeness = likeness(before, after);
        if (likeness > most) {
          best = before;
          most = likeness;
        }
      }
      gone.remove(best);
      pairs.add(new Pair(best, after));
    }
    gone.forEach(before -> pairs.add(new Pair(before, null)));
  }

  private static double likeness(Part before, Part after) {
    if (!before.owner().equals(after.owner()) || !before.topic().equals(after.topic())) {
      return 0;
    }
    boolean single = !before.topic().startsWith("clause ") && !isRule(before);
    if (single || (!before.counters().isEmpty() && counters(before).equals(counters(after)))) {
      return 2;
    }
    Set<String> both = words(before);
    both.retainAll(words(after));
    Set<String> all = words(before);
    all.addAll(words(after));
    return (double) both.size() / Math.max(1, all.size());
  }

  private static boolean isRule(Part part) {
    return switch (part.topic()) {
      case "forbid", "approval", "quota", "decoy" -> true;
      default -> false;
    };
  }

  private static Set<String> words(Part part) {
    return new HashSet<>(List.of(part.source().text().split("[^\\w.]+", -1)));
  }

  private static List<String> counters(Part part) {
    return part.counters().stream().map(Canonical::text).toList();
  }
}
