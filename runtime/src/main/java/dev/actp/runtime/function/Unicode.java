package dev.actp.runtime.function;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;

/**
 * What the Unicode standard says of text that is not ASCII. ICU pins the version of Unicode to that
 * of the library, so that a decision replays to the same bytes under any Java; it is loaded only
 * once text that is not ASCII comes in.
 */
final class Unicode {
  private Unicode() {}

  static boolean isAscii(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The characters A to Z of an ASCII text in lower case. */
  static String lowerAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpperAscii(text.charAt(i))) {
        return lowerAsciiFrom(text, i);
      }
    }
    return text;
  }

  private static String lowerAsciiFrom(String text, int first) {
    char[] lower = text.toCharArray();
    for (int i = first; i < lower.length; i++) {
      if (isUpperAscii(lower[i])) {
        lower[i] = (char) (lower[i] + ('a' - 'A'));
      }
    }
    return new String(lower);
  }

  private static boolean isUpperAscii(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Unicode 3.13, toLowercase, for no language in particular. */
  static String lower(String text) {
    return isAscii(text) ? lowerAscii(text) : UCharacter.toLowerCase(ULocale.ROOT, text);
  }

  /** Unicode 3.13, toCasefold: full case folding (statuses C and F of CaseFolding.txt). */
  static String foldCase(String text) {
    return isAscii(text) ? lowerAscii(text) : UCharacter.foldCase(text, true);
  }

  /**
   * Unicode D146 with NFKC in place of NFKD: equal for texts that differ in case or by a
   * compatibility variant.
   */
  static String foldCompatible(String text) {
    if (isAscii(text)) {
      return lowerAscii(text);
    }
    String folded = UCharacter.foldCase(Normalizer2.getNFDInstance().normalize(text), true);
    String again = UCharacter.foldCase(Normalizer2.getNFKCInstance().normalize(folded), true);
    return Normalizer2.getNFKCInstance().normalize(again);
  }

  /**
   * UAX 31, NFKC_Casefold: as {@link #foldCompatible}, and default-ignorable characters are left
   * out.
   */
  static String foldVisible(String text) {
    return isAscii(text) ? lowerAscii(text) : Normalizer2.getNFKCCasefoldInstance().normalize(text);
  }

  /** UAX 15, Normalization Form KC. */
  static String compatible(String text) {
    return isAscii(text) ? text : Normalizer2.getNFKCInstance().normalize(text);
  }

  /** Whether the text is in Normalization Form C (UAX 15). */
  static boolean isComposed(String text) {
    return isAscii(text) || Normalizer2.getNFCInstance().isNormalized(text);
  }

  /** General categories Cc, Zl and Zp: characters that end or control a line. */
  static boolean isControl(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint < 0x20 || codePoint == 0x7f;
    }
    int category = UCharacter.getType(codePoint);
    return category == UCharacterCategory.CONTROL
        || category == UCharacterCategory.LINE_SEPARATOR
        || category == UCharacterCategory.PARAGRAPH_SEPARATOR;
  }

  /** Unicode's property White_Space. */
  static boolean isWhiteSpace(int codePoint) {
    return codePoint < 0x80
        ? codePoint == ' ' || (codePoint >= 0x09 && codePoint <= 0x0d)
        : UCharacter.isUWhiteSpace(codePoint);
  }

  /** General category Cf, bidirectional controls included. */
  static boolean isFormat(int codePoint) {
    return codePoint >= 0x80 && UCharacter.getType(codePoint) == UCharacterCategory.FORMAT;
  }

  /** Default_Ignorable_Code_Point: shown as nothing. */
  static boolean isIgnorable(int codePoint) {
    return codePoint >= 0x80
        && UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  /** The value of a decimal digit of any script, or -1. */
  static int digit(int codePoint) {
    return UCharacter.getType(codePoint) == UCharacterCategory.DECIMAL_DIGIT_NUMBER
        ? UCharacter.digit(codePoint, 10)
        : -1;
  }
}
