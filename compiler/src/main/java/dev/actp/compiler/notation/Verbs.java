package dev.actp.compiler.notation;

import java.util.Locale;
import java.util.Set;

/** What the first word of an action's name says. */
final class Verbs {
  private static final Set<String> READING =
      Set.of("read", "list", "get", "query", "search", "view");

  private Verbs() {}

  /**
   * Whether the action reads: {@code read}, {@code read_customer}, {@code read:profile}, {@code
   * getUser}.
   */
  static boolean reads(String action) {
    return READING.contains(first(action));
  }

  /** The name with another first word: {@code close_ticket} for {@code create_ticket}. */
  static String with(String verb, String action) {
    return verb + action.substring(first(action).length());
  }

  private static String first(String action) {
    int end = 0;
    while (end < action.length()
        && (end == 0 ? isLetter(action.charAt(end)) : isLower(action.charAt(end)))) {
      end++;
    }
    return action.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isLetter(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }
}
