package dev.actp.dsl.syntax;

import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Which characters a reader cannot see, or that make text read in another order than it is stored.
 */
public final class Characters {
  private Characters() {}

  /**
   * Whether a source may hold it nowhere, not even in a comment: it reorders what a reader sees
   * (Unicode TR 36, 3.3).
   */
  public static boolean isBidiControl(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  /**
   * Whether no comment may hold it: it reorders, ends a line for some readers and not for others,
   * or has no bytes.
   */
  public static boolean isUnfitForComment(int codePoint) {
    return isBidiControl(codePoint)
        || (Character.isISOControl(codePoint) && codePoint != '\t')
        || codePoint == 0x2028
        || codePoint == 0x2029
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  /**
   * Whether it has no picture of its own: a control, format, separator other than the space, or
   * unassigned character.
   */
  public static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      case Character.SPACE_SEPARATOR -> codePoint != ' ';
      default -> false;
    };
  }

  /** Its escape in a string literal: backslash, {@code u}, and its hexadecimal number in braces. */
  public static String escape(int codePoint) {
    return "\\u{" + Integer.toHexString(codePoint).toUpperCase(Locale.ROOT) + "}";
  }

  /** The text with every invisible character escaped, so that it shows what it holds. */
  public static String visible(String text) {
    return escaped(text, Characters::isInvisible);
  }

  /** The text with every character escaped that no comment may hold. */
  public static String inComment(String text) {
    return escaped(text, Characters::isUnfitForComment);
  }

  private static String escaped(String text, IntPredicate escapes) {
    if (text.codePoints().noneMatch(escapes)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(c -> shown.append(escapes.test(c) ? escape(c) : Character.toString(c)));
    return shown.toString();
  }
}
