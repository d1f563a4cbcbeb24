package dev.actp.runtime.function;

/** Check digits. Every method takes a text of ASCII digits. */
final class Digits {
  /** ISO 7064, dihedral group D5: products, and the permutations of Verhoeff's scheme. */
  private static final String[] VERHOEFF_PRODUCT = {
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
  };

  private static final String[] VERHOEFF_PERMUTATION = {
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
  };

  private Digits() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** ISO/IEC 7812-1, annex B. */
  static boolean luhn(CharSequence digits) {
    int sum = 0;
    boolean doubled = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      int weighted = doubled ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
      doubled = !doubled;
    }
    return sum % 10 == 0;
  }

  static boolean verhoeff(CharSequence digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int permuted = VERHOEFF_PERMUTATION[i % VERHOEFF_PERMUTATION.length].charAt(digit) - '0';
      check = VERHOEFF_PRODUCT[check].charAt(permuted) - '0';
    }
    return check == 0;
  }

  /** ISO 7064, MOD 11,10. */
  static boolean mod11And10(CharSequence digits) {
    int product = 10;
    for (int i = 0; i < digits.length() - 1; i++) {
      int sum = (digits.charAt(i) - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    int check = (11 - product) % 10;
    return check == digits.charAt(digits.length() - 1) - '0';
  }

  /** The sum of digits times weights. */
  static int weighted(CharSequence digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return sum;
  }
}
