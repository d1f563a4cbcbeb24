package dev.actp.compiler.resolve;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** The known name that a misspelt one most likely stands for. */
public final class Suggestion {
  private static final int MAX_NAME = 100;

  /** How many names are compared; whoever has more has other worries. */
  private static final int MAX_NAMES = 2_000;

  private Suggestion() {}

  /**
   * The nearest name: a third of its letters may differ, case does not count. The first in
   * code-point order on a tie.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > MAX_NAME) {
      return Optional.empty();
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, (name.length() + 1) / 3);
    LevenshteinDistance distance = new LevenshteinDistance(allowed);
    return known.stream()
        .limit(MAX_NAMES)
        .filter(k -> k.length() <= MAX_NAME && !k.equals(name))
        .map(k -> new Scored(k, distance.apply(wanted, k.toLowerCase(Locale.ROOT))))
        .filter(s -> s.edits >= 0)
        .min(Comparator.comparingInt(Scored::edits).thenComparing(Scored::name))
        .map(Scored::name);
  }

  /** {@code did you mean `x`?}, or what else to do where nothing is near. */
  public static @Nullable String help(
      String name, Collection<String> known, @Nullable String otherwise) {
    return nearest(name, known).map(n -> "did you mean `" + n + "`?").orElse(otherwise);
  }

  private record Scored(String name, int edits) {}
}
