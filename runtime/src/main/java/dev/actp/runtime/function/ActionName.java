package dev.actp.runtime.function;

/**
 * Whether the name of a requested action has one reading only. A name that has not is denied before
 * any rule sees it, so that nobody gets past a {@code forbid} by a blank that the tool behind it
 * takes away again.
 */
public final class ActionName {
  /** The longest name, in UTF-16 units. */
  public static final int MAX_LENGTH = 256;

  private ActionName() {}

  /**
   * Whether it is 1 to 256 characters in normalization form C, none of them a control, format or
   * default-ignorable character, and its only white space single {@code U+0020} inside it.
   */
  public static boolean isWellFormed(String name) {
    if (name.isEmpty()
        || name.length() > MAX_LENGTH
        || name.startsWith(" ")
        || name.endsWith(" ")) {
      return false;
    }
    return name.codePoints().noneMatch(ActionName::isUnfit)
        && !name.contains("  ")
        && Unicode.isComposed(name);
  }

  private static boolean isUnfit(int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return surrogate
        || Unicode.isControl(c)
        || Unicode.isFormat(c)
        || Unicode.isIgnorable(c)
        || (c != ' ' && Unicode.isWhiteSpace(c));
  }
}
