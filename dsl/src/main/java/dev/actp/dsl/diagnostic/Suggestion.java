package dev.actp.dsl.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody who mistyped a word may have meant. */
public final class Suggestion {
  private static final int LONGEST = 64;

  private Suggestion() {}

  /**
   * The candidate nearest to the word, if one is near enough: at most a third of the word's letters
   * inserted, left out, replaced, or swapped with their neighbour, case aside. Of equally near
   * ones, the first in alphabetical order.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    int allowed = Math.max(1, word.length() / 3);
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return candidates.stream()
        .filter(c -> Math.abs(c.length() - word.length()) <= allowed && !c.equals(word))
        .filter(c -> distance(word, c) <= allowed)
        .min(Comparator.<String>comparingInt(c -> distance(word, c)).thenComparing(c -> c));
  }

  /** "did you mean", ready to be a diagnostic's help; empty where nothing is near. */
  public static Optional<String> help(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(near -> "did you mean `" + near + "`?");
  }

  /** Optimal string alignment. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
