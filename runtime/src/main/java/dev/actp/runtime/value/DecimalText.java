package dev.actp.runtime.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers in the grammar of RFC 8259, section 6, within the bounds of a {@code decimal}: at
 * most 38 significant digits, an exponent within 30, and no digit below 10^-30. The bounds are
 * checked on the text, before any arithmetic: {@code 1e20000000} costs no more than its ten
 * characters.
 */
public final class DecimalText {
  /** The most digits from the first that is not zero to the last written. */
  public static final int MAX_DIGITS = 38;

  /** The largest written exponent either way, and the most digits behind the point. */
  public static final int MAX_EXPONENT = 30;

  private static final int LONG_DIGITS = 18;

  private final char[] text;
  private final int end;
  private int at;
  private int significant;
  private int behindPoint;

  private DecimalText(char[] text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The number, or a fault of kind {@code MALFORMED} or {@code BOUND}. */
  public static Result parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /** As {@link #parse(String)}, for a part of an array. */
  public static Result parse(char[] text, int offset, int length) {
    Value.Num small = small(text, offset, length);
    return small != null
        ? small
        : new DecimalText(text, offset, offset + length).read(offset, length);
  }

  private static Value.@Nullable Num small(char[] text, int offset, int length) {
    boolean leadingZero = length > 1 && text[offset] == '0';
    if (length == 0 || length > LONG_DIGITS || leadingZero) {
      return null;
    }
    long value = 0;
    for (int i = offset; i < offset + length; i++) {
      if (!isDigit(text[i])) {
        return null;
      }
      value = value * 10 + (text[i] - '0');
    }
    return Value.Num.of(value);
  }

  private Result read(int offset, int length) {
    skip('-');
    boolean leadingZero = at + 1 < end && text[at] == '0' && isDigit(text[at + 1]);
    boolean wellFormed = !leadingZero && digits() > 0;
    if (wellFormed && skip('.')) {
      behindPoint = digits();
      wellFormed = behindPoint > 0;
    }
    int exponent = 0;
    if (wellFormed && (skip('e') || skip('E'))) {
      boolean negative = skip('-');
      if (!negative) {
        skip('+');
      }
      int start = at;
      exponent = exponent(negative);
      wellFormed = at > start;
    }
    if (!wellFormed || at < end) {
      return new Fault(Fault.Kind.MALFORMED, "no number");
    }
    if (significant > MAX_DIGITS) {
      return new Fault(Fault.Kind.BOUND, "a number of more than " + MAX_DIGITS + " digits");
    }
    if (Math.abs(exponent) > MAX_EXPONENT || behindPoint - exponent > MAX_EXPONENT) {
      return new Fault(Fault.Kind.BOUND, "a number with an exponent beyond " + MAX_EXPONENT);
    }
    return new Value.Num(new BigDecimal(text, offset, length));
  }

  private boolean skip(char c) {
    boolean there = at < end && text[at] == c;
    at += there ? 1 : 0;
    return there;
  }

  /** Runs over digits, counts those that are significant, and says how many there were. */
  private int digits() {
    int start = at;
    for (; at < end && isDigit(text[at]); at++) {
      significant += significant > 0 || text[at] != '0' ? 1 : 0;
    }
    return at - start;
  }

  /** The written exponent, or one just beyond the bound for any that is larger. */
  private int exponent(boolean negative) {
    int value = 0;
    for (; at < end && isDigit(text[at]); at++) {
      value = Math.min(value * 10 + (text[at] - '0'), MAX_EXPONENT + 1);
    }
    return negative ? -value : value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
