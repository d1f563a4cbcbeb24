package dev.actp.runtime.function;

/**
 * The check letter of the Italian tax code (decree of 23 December 1976): 15 letters and digits and
 * the letter.
 */
final class ItalianTaxCode {
  /**
   * What a letter or digit counts in an odd place: the values of 0 to 9, which are also those of A
   * to J, then of K to Z.
   */
  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  };

  /** Letters that stand for digits where two people would have one code. */
  private static final String DIGITS = "0123456789LMNPQRSTUV";

  /** The places of digits. */
  private static final int[] NUMERIC = {6, 7, 9, 10, 12, 13, 14};

  private ItalianTaxCode() {}

  static boolean isChecked(String code) {
    for (int place : NUMERIC) {
      if (DIGITS.indexOf(code.charAt(place)) < 0) {
        return false;
      }
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int value = value(code.charAt(i));
      sum += i % 2 == 0 ? ODD[value] : value;
    }
    return 'A' + sum % 26 == code.charAt(15);
  }

  private static int value(char c) {
    return Digits.isDigit(c) ? c - '0' : c - 'A';
  }
}
