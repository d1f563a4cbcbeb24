package dev.actp.runtime.function;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs all states of a glob at once, one bit each: time is the length of the text times the length
 * of the glob over 64, whatever the text. State i says that the first i elements are matched.
 *
 * <p>Works on UTF-16 units. For well-formed text that is the same as working on code points: no
 * element can end inside a pair.
 */
final class GlobAutomaton {
  /**
   * An element that takes one or more characters but {@code /}; a literal character stands for
   * itself.
   */
  static final int STAR = -1;

  /** An element that takes one or more characters. */
  static final int REST = -2;

  /** An element that takes any characters, none included. Two never stand side by side. */
  static final int ANY = -3;

  private static final char SEPARATOR = '/';

  private final int words;
  private final int accepting;
  private final long[] skips;
  private final long[] loops;
  private final long[] loopsAtSeparator;
  private final long[] takes;
  private final Map<Character, long[]> takesLiteral;

  GlobAutomaton(List<Integer> elements) {
    accepting = elements.size();
    words = accepting / Long.SIZE + 1;
    skips = new long[words];
    loops = new long[words];
    loopsAtSeparator = new long[words];
    takes = new long[words];
    takesLiteral = new HashMap<>();
    takesLiteral.put(SEPARATOR, new long[words]);
    for (int element : elements) {
      if (element >= 0) {
        takesLiteral.computeIfAbsent((char) element, c -> new long[words]);
      }
    }
    for (int i = 0; i < accepting; i++) {
      add(elements.get(i), i);
    }
  }

  private void add(int element, int state) {
    switch (element) {
      case STAR -> {
        set(loops, state);
        set(takes, state);
        takesLiteral.forEach((c, row) -> setIf(c != SEPARATOR, row, state));
      }
      case REST -> {
        set(loops, state);
        set(loopsAtSeparator, state);
        set(takes, state);
        takesLiteral.values().forEach(row -> set(row, state));
      }
      case ANY -> {
        set(loops, state);
        set(loopsAtSeparator, state);
        set(skips, state);
      }
      default -> set(takesLiteral.getOrDefault((char) element, takes), state);
    }
  }

  private static void setIf(boolean condition, long[] bits, int state) {
    if (condition) {
      set(bits, state);
    }
  }

  private static void set(long[] bits, int state) {
    bits[state / Long.SIZE] |= 1L << state;
  }

  /**
   * What a run came to.
   *
   * @param steps how many words of states were advanced, by which tests measure the cost
   */
  record Run(boolean matched, long steps) {}

  /** Matches the text from an index on. */
  Run run(String text, int from) {
    long[] states = new long[words];
    states[0] = 1;
    long steps = skip(states);
    for (int i = from; i < text.length() && !none(states); i++) {
      steps += advance(states, text.charAt(i));
    }
    return new Run((states[accepting / Long.SIZE] & (1L << accepting)) != 0, steps);
  }

  private int advance(long[] states, char c) {
    long[] taking = takesLiteral.getOrDefault(c, takes);
    long[] looping = c == SEPARATOR ? loopsAtSeparator : loops;
    long carry = 0;
    for (int w = 0; w < words; w++) {
      long taken = states[w] & taking[w];
      states[w] = (taken << 1) | carry | (states[w] & looping[w]);
      carry = taken >>> (Long.SIZE - 1);
    }
    return words + skip(states);
  }

  private int skip(long[] states) {
    long carry = 0;
    for (int w = 0; w < words; w++) {
      long reached = states[w] | carry;
      long skipped = reached & skips[w];
      states[w] = reached | (skipped << 1);
      carry = skipped >>> (Long.SIZE - 1);
    }
    return words;
  }

  private static boolean none(long[] states) {
    for (long word : states) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }
}
