package dev.actp.runtime.function;

/**
 * International bank account numbers (ISO 13616): two letters, two digits, 11 to 30 letters and
 * digits, together or with single spaces or hyphens between, whose check digits are right (ISO
 * 7064, MOD 97-10). The country is not looked up.
 */
final class Ibans {
  private static final int MIN_LENGTH = 15;
  private static final int MAX_LENGTH = 34;
  private static final int MODULUS = 97;
  private static final IdShape HEAD = IdShape.of("AA99");

  private Ibans() {}

  static boolean in(String text) {
    for (int i = 0; i + MIN_LENGTH <= text.length(); i++) {
      if (IdShape.isStart(text, i) && startsAt(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(String text, int start) {
    String head = HEAD.match(text, start, false);
    if (head.isEmpty()) {
      return false;
    }
    StringBuilder iban = new StringBuilder(MAX_LENGTH);
    int at = start;
    while (at < text.length() && iban.length() < MAX_LENGTH) {
      char c = IdShape.upper(text.charAt(at));
      boolean separator = (c == ' ' || c == '-') && at + 1 < text.length();
      if (IdShape.isLetterOrDigit(c)) {
        iban.append(c);
        boolean whole = at + 1 == text.length() || !IdShape.isLetterOrDigit(text.charAt(at + 1));
        if (whole && iban.length() >= MIN_LENGTH && isChecked(iban)) {
          return true;
        }
      } else if (!separator || !IdShape.isLetterOrDigit(text.charAt(at + 1))) {
        return false;
      }
      at++;
    }
    return false;
  }

  private static boolean isChecked(CharSequence iban) {
    int remainder = 0;
    for (int i = 0; i < iban.length(); i++) {
      int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % MODULUS;
    }
    return remainder == 1;
  }
}
