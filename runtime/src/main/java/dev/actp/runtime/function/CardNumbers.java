package dev.actp.runtime.function;

import java.util.List;

/**
 * Payment card numbers (ISO/IEC 7812): 13 to 19 digits that begin like a network's, are as long as
 * its, and pass Luhn's check. Digits may stand in groups with up to three of space, {@code - _ /
 * .}, tab or line break between; a dot only between groups of three to six digits, so that a
 * decimal fraction is no card.
 */
final class CardNumbers {
  private static final int MIN_LENGTH = 13;
  private static final int MAX_LENGTH = 19;
  private static final int MAX_SEPARATORS = 3;
  private static final String FIRST_DIGITS = "2345689";
  private static final String SEPARATORS = " -_/.\t\n\r";

  /** A network's numbers: a range of beginnings of equal length, and the lengths of the whole. */
  private record Network(int first, int last, int shortest, int longest) {
    boolean issues(CharSequence digits) {
      int prefix = Integer.parseInt(digits, 0, Integer.toString(first).length(), 10);
      return prefix >= first
          && prefix <= last
          && digits.length() >= shortest
          && digits.length() <= longest;
    }
  }

  private static final List<Network> NETWORKS =
      List.of(
          new Network(4, 4, 13, 13),
          new Network(4, 4, 16, 16),
          new Network(4, 4, 19, 19),
          new Network(51, 55, 16, 16),
          new Network(2221, 2720, 16, 16),
          new Network(34, 34, 15, 15),
          new Network(37, 37, 15, 15),
          new Network(300, 305, 14, 19),
          new Network(3095, 3095, 14, 19),
          new Network(36, 36, 14, 19),
          new Network(38, 39, 14, 19),
          new Network(3528, 3589, 16, 19),
          new Network(2200, 2204, 16, 19),
          new Network(50, 50, 13, 19),
          new Network(56, 58, 13, 19),
          new Network(6, 6, 13, 19),
          new Network(81, 82, 16, 19),
          new Network(9792, 9792, 16, 16));

  private CardNumbers() {}

  static boolean in(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean groupStarts =
          FIRST_DIGITS.indexOf(text.charAt(i)) >= 0
              && (i == 0 || !Digits.isDigit(text.charAt(i - 1)));
      if (groupStarts && startsAt(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the groups from here on, up to the end of any of them, make a card number. */
  private static boolean startsAt(String text, int start) {
    StringBuilder digits = new StringBuilder(MAX_LENGTH);
    int at = start;
    int lastGroup = groupLengthBeforeDot(text, start);
    while (at < text.length()) {
      int end = groupEnd(text, at);
      int group = end - at;
      boolean dotted = lastGroup > 0 && text.charAt(at - 1) == '.';
      boolean split = !dotted || (isGroupOfCard(lastGroup) && isGroupOfCard(group));
      if (!split || digits.length() + group > MAX_LENGTH) {
        return false;
      }
      digits.append(text, at, end);
      if (digits.length() >= MIN_LENGTH && isCard(digits)) {
        return true;
      }
      lastGroup = group;
      at = nextGroup(text, end);
    }
    return false;
  }

  /**
   * How many digits stand right before a dot right before the start. A dot behind no digit is no
   * separator.
   */
  private static int groupLengthBeforeDot(String text, int start) {
    int length = 0;
    if (start > 0 && text.charAt(start - 1) == '.') {
      while (start - 2 - length >= 0
          && length < MAX_LENGTH
          && Digits.isDigit(text.charAt(start - 2 - length))) {
        length++;
      }
    }
    return length;
  }

  private static boolean isGroupOfCard(int length) {
    return length >= 3 && length <= 6;
  }

  private static int groupEnd(String text, int start) {
    int end = start;
    while (end < text.length() && Digits.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where the next group starts behind one to three separators, or the length of the text. */
  private static int nextGroup(String text, int end) {
    int at = end;
    while (at < text.length()
        && at - end < MAX_SEPARATORS
        && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at > end && at < text.length() && Digits.isDigit(text.charAt(at)) ? at : text.length();
  }

  private static boolean isCard(CharSequence digits) {
    return Digits.luhn(digits) && NETWORKS.stream().anyMatch(network -> network.issues(digits));
  }
}
