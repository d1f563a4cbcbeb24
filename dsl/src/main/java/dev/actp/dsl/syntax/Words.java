package dev.actp.dsl.syntax;

import java.util.Set;

/**
 * Which words may stand where. Keywords are contextual, so that these few are all that a name must
 * avoid.
 */
public final class Words {
  /** Words of expressions, that are never a bare name. */
  public static final Set<String> RESERVED =
      Set.of(
          "and",
          "or",
          "not",
          "in",
          "within",
          "contains",
          "matches",
          "every",
          "some",
          "true",
          "false");

  /** Names that in an expression always mean the root. */
  public static final Set<String> ROOTS =
      Set.of("session", "agent", "resource", "action", "request", "now", "context");

  private Words() {}

  /**
   * Whether the text has the form of an identifier: an ASCII letter or {@code _}, then letters,
   * digits and {@code _}.
   */
  public static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && !isDigit(text.charAt(0))
        && text.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '_');
  }

  /** Whether a name can be written without quotes. */
  public static boolean isBare(String text) {
    return isIdentifier(text) && !RESERVED.contains(text);
  }

  /** Whether an attribute can be written as a bare name in an expression. */
  public static boolean isBareAttribute(String text) {
    return isBare(text) && !ROOTS.contains(text);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
