package dev.actp.runtime.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Reads timestamps of RFC 3339, section 5.6, in upper case: {@code 2026-02-16T10:00:00.5-05:00}. At
 * most nine digits of a second; leap seconds, which have no instant of their own, are refused.
 */
public final class TimestampText {
  private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
  private static final String OFFSET = "dd:dd";
  private static final int MAX_FRACTION = 9;

  private TimestampText() {}

  /** The instant, or nothing for a text that is no timestamp. */
  public static Optional<Value.Timestamp> parse(String text) {
    if (!isShaped(text)) {
      return Optional.empty();
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Optional.of(new Value.Timestamp(instant));
    } catch (DateTimeException noSuchDateOrTime) {
      return Optional.empty();
    }
  }

  private static boolean isShaped(String text) {
    if (!hasShape(text, 0, SHAPE)) {
      return false;
    }
    int at = SHAPE.length();
    if (text.startsWith(".", at)) {
      int start = ++at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      if (at == start || at - start > MAX_FRACTION) {
        return false;
      }
    }
    boolean signed = text.startsWith("+", at) || text.startsWith("-", at);
    return signed
        ? hasShape(text, at + 1, OFFSET) && text.length() == at + 1 + OFFSET.length()
        : text.startsWith("Z", at) && text.length() == at + 1;
  }

  private static boolean hasShape(String text, int from, String shape) {
    if (text.length() < from + shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char c = text.charAt(from + i);
      if (shape.charAt(i) == 'd' ? !isDigit(c) : c != shape.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
