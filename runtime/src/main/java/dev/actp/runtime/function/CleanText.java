package dev.actp.runtime.function;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;

/**
 * Text as the detectors of {@link SensitiveData} look at it: NFKC, without invisible characters and
 * combining marks, with the digits of every script as 0 to 9, every dash as {@code -} and every
 * space as a space.
 */
final class CleanText {
  private CleanText() {}

  static String of(String text) {
    return isPlainAscii(text) ? text : clean(text);
  }

  private static boolean isPlainAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x7f || (c < 0x20 && isHidden(c))) {
        return false;
      }
    }
    return true;
  }

  private static String clean(String text) {
    String compatible = Unicode.compatible(visible(text));
    StringBuilder clean = new StringBuilder(compatible.length());
    int c;
    for (int i = 0; i < compatible.length(); i += Character.charCount(c)) {
      c = compatible.codePointAt(i);
      if (!isHidden(c)) {
        clean.appendCodePoint(plain(c));
      }
    }
    return clean.toString();
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (!isHidden(c)) {
        visible.appendCodePoint(c);
      }
    }
    return visible.toString();
  }

  private static boolean isHidden(int c) {
    if (c < 0x80) {
      return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
    }
    return Unicode.isControl(c) || Unicode.isFormat(c) || Unicode.isIgnorable(c) || isMark(c);
  }

  private static boolean isMark(int c) {
    return c >= 0x80
        && (UCharacter.getType(c) == UCharacterCategory.NON_SPACING_MARK
            || UCharacter.getType(c) == UCharacterCategory.ENCLOSING_MARK);
  }

  private static int plain(int c) {
    if (c < 0x80) {
      return c;
    }
    int type = UCharacter.getType(c);
    if (type == UCharacterCategory.DASH_PUNCTUATION || c == '\u2212') {
      return '-';
    }
    if (type == UCharacterCategory.SPACE_SEPARATOR) {
      return ' ';
    }
    int digit = Unicode.digit(c);
    return digit < 0 ? c : '0' + digit;
  }
}
