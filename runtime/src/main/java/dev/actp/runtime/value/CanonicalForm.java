package dev.actp.runtime.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values as canonical JSON (RFC 8785): no white space, members sorted by the UTF-16 units of their
 * names, the shortest escapes, UTF-8. Two forms, each injective over what it takes: equal bytes
 * mean equal values.
 */
public final class CanonicalForm {
  /** Code-point order of the {@linkplain #typed typed form}, in which sets are walked. */
  public static final Comparator<Value> ORDER =
      Comparator.comparing(CanonicalForm::typed, Arrays::compareUnsigned);

  private static final BigDecimal MAX_SAFE_INTEGER = BigDecimal.valueOf((1L << 53) - 1);

  private final StringBuilder out = new StringBuilder();
  private final boolean typed;

  private CanonicalForm(boolean typed) {
    this.typed = typed;
  }

  /**
   * The form of any value that tells every type apart, for digests of what callers send. Truth
   * values are JSON's own, lists are arrays, records are objects, a set is an array whose first
   * element is {@code "set:"}, and every other value is a string that starts with its type: {@code
   * "text:abc"}, {@code "decimal:5.25"} (a normalised decimal string), {@code "money:5.25 USD"},
   * {@code "ip:192.0.2.1"}, {@code "timestamp:2026-02-16T15:00:00Z"}, {@code "duration:1.5"}
   * (seconds). Numbers of RFC 8785 are doubles, under which 9007199254740993 and 9007199254740992
   * are one: hence none.
   */
  public static byte[] typed(Value value) {
    return bytes(value, true);
  }

  /**
   * RFC 8785 itself, for documents of our own making. Numbers are integers of at most 53 bits,
   * which a double holds.
   *
   * @throws IllegalArgumentException if the value holds another number, or anything but truth
   *     values, numbers, texts, lists and records: a bug of the caller
   */
  public static byte[] document(Value value) {
    return bytes(value, false);
  }

  private static byte[] bytes(Value value, boolean typed) {
    CanonicalForm form = new CanonicalForm(typed);
    form.write(value);
    return form.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Value value) {
    switch (value) {
      case Value.Bool bool -> out.append(bool.value());
      case Value.Num number -> writeNumber(number.value());
      case Value.Text text -> writeText(text.value());
      case Value.Money money ->
          writeScalar("money:", money.amount().toPlainString() + " " + money.currency());
      case Value.Ip ip -> writeScalar("ip:", ip.canonical());
      case Value.Timestamp timestamp -> writeScalar("timestamp:", timestamp.value().toString());
      case Value.Span span -> writeScalar("duration:", seconds(span.value()));
      case Value.Sequence sequence -> writeElements(sequence.elements());
      case Value.Distinct set -> {
        require(typed, value);
        out.append("[\"set:\"");
        set.elements().forEach(element -> writeAfter(",", element));
        out.append(']');
      }
      case Value.Struct struct -> writeMembers(struct.members());
    }
  }

  private static void require(boolean representable, Value value) {
    if (!representable) {
      throw new IllegalArgumentException("no exact JSON for " + value.getClass().getSimpleName());
    }
  }

  private void writeNumber(BigDecimal number) {
    if (typed) {
      writeScalar("decimal:", number.toPlainString());
      return;
    }
    require(
        number.scale() == 0 && number.abs().compareTo(MAX_SAFE_INTEGER) <= 0,
        new Value.Num(number));
    out.append(number);
  }

  private void writeText(String text) {
    if (typed) {
      writeScalar("text:", text);
    } else {
      writeString("", text);
    }
  }

  private void writeScalar(String type, String text) {
    require(typed, new Value.Text(text));
    writeString(type, text);
  }

  private static String seconds(Duration span) {
    BigDecimal nanos = BigDecimal.valueOf(span.getNano(), 9);
    return Numbers.normalise(BigDecimal.valueOf(span.getSeconds()).add(nanos)).toPlainString();
  }

  private void writeElements(List<Value> elements) {
    out.append('[');
    for (int i = 0; i < elements.size(); i++) {
      writeAfter(i == 0 ? "" : ",", elements.get(i));
    }
    out.append(']');
  }

  private void writeAfter(String separator, Value value) {
    out.append(separator);
    write(value);
  }

  private void writeMembers(SortedMap<String, Value> members) {
    SortedMap<String, Value> sorted = members;
    if (members.comparator() != null) {
      sorted = new TreeMap<>();
      sorted.putAll(members);
    }
    char separator = '{';
    for (var member : sorted.entrySet()) {
      out.append(separator);
      writeString("", member.getKey());
      out.append(':');
      write(member.getValue());
      separator = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  /**
   * RFC 8785, 3.2.2.2. A lone surrogate, which has no UTF-8, is escaped, so that this never fails.
   */
  private void writeString(String prefix, String text) {
    out.append('"').append(prefix);
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        out.append(text, plain, i);
        writeEscape(c);
        plain = i + 1;
      }
    }
    out.append(text, plain, text.length()).append('"');
  }

  private void writeEscape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u").append(String.format("%04x", (int) c));
    }
  }
}
