package dev.actp.runtime.testing;

import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as a policy's author would write them, on one line. */
public final class ValueText {
  private static final int MAX_ELEMENTS = 20;
  private static final int MAX_CODE_POINTS = 200;

  private ValueText() {}

  /** A value, or {@code error: } and why there is none. */
  public static String of(Result result) {
    return switch (result) {
      case Fault fault -> "error: " + fault.detail();
      case Value value -> of(value);
    };
  }

  private static String of(Value value) {
    return switch (value) {
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Num num -> of(num.value());
      case Value.Money money -> of(money.amount()) + " " + money.currency();
      case Value.Text text -> quote(text.value());
      case Value.Ip ip -> quote(ip.canonical());
      case Value.Timestamp time -> time.value().toString();
      case Value.Span span -> of(span.value());
      case Value.Sequence list -> list(list.elements());
      case Value.Distinct set -> list(set.elements());
      case Value.Struct struct -> record(struct);
    };
  }

  private static String of(BigDecimal number) {
    return number.toPlainString();
  }

  /** The length in the largest unit that divides it: {@code 90m}, {@code 2d}. */
  public static String of(Duration duration) {
    long seconds = duration.getSeconds();
    if (duration.getNano() != 0 || seconds == 0) {
      return duration.toMillis() == 0 ? "0s" : duration.toString().toLowerCase(Locale.ROOT);
    }
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** A string literal; what a reader could not see is escaped, and a long one is cut. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(MAX_CODE_POINTS).forEach(c -> append(quoted, c));
    long rest = text.codePoints().count() - MAX_CODE_POINTS;
    return quoted.append(rest > 0 ? "\" and " + rest + " more characters" : "\"").toString();
  }

  private static void append(StringBuilder quoted, int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      quoted.append('\\').appendCodePoint(codePoint);
    } else if (isVisible(codePoint)) {
      quoted.appendCodePoint(codePoint);
    } else {
      quoted.append("\\u{").append(Integer.toHexString(codePoint).toUpperCase(Locale.ROOT));
      quoted.append('}');
    }
  }

  private static boolean isVisible(int codePoint) {
    int type = Character.getType(codePoint);
    boolean control =
        type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    boolean unknown = type == Character.PRIVATE_USE || type == Character.UNASSIGNED;
    boolean blank =
        type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || (type == Character.SPACE_SEPARATOR && codePoint != ' ');
    return !control && !unknown && !blank;
  }

  private static String list(List<Value> elements) {
    String shown =
        elements.stream().limit(MAX_ELEMENTS).map(ValueText::of).collect(Collectors.joining(", "));
    int rest = elements.size() - MAX_ELEMENTS;
    return rest > 0 ? "[" + shown + ", and " + rest + " more]" : "[" + shown + "]";
  }

  private static String record(Value.Struct struct) {
    return struct.members().entrySet().stream()
        .limit(MAX_ELEMENTS)
        .map(member -> member.getKey() + ": " + of(member.getValue()))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }
}
