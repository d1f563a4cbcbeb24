package dev.actp.runtime.ledger;

import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON as UTF-8 into a buffer that is used again. Texts are escaped as RFC 8785 3.2.2.2
 * says; the order of members is the caller's. A comma is put where one is needed.
 */
final class JsonBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private int length;
  private boolean comma;

  JsonBuffer reset() {
    length = 0;
    comma = false;
    return this;
  }

  byte[] buffer() {
    return bytes;
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  JsonBuffer open(char bracket) {
    separate();
    put(bracket);
    comma = false;
    return this;
  }

  JsonBuffer close(char bracket) {
    put(bracket);
    comma = true;
    return this;
  }

  /**
   * The name of a member; a caller's own name, which may hold anything, goes through {@link #text}
   * first.
   */
  JsonBuffer name(String name) {
    text(name);
    put(':');
    comma = false;
    return this;
  }

  /** The same for a name of ours: letters, digits and marks that need no escape. */
  JsonBuffer plainName(String name) {
    separate();
    put('"');
    ascii(name);
    put('"');
    put(':');
    comma = false;
    return this;
  }

  JsonBuffer text(String text) {
    separate();
    put('"');
    content(text);
    put('"');
    return this;
  }

  JsonBuffer member(String name, String text) {
    return plainName(name).text(text);
  }

  /** What another buffer holds, as a text. */
  JsonBuffer text(JsonBuffer other) {
    separate();
    put('"');
    for (int i = 0; i < other.length; i++) {
      octet(other.bytes[i]);
    }
    put('"');
    return this;
  }

  JsonBuffer number(long number) {
    separate();
    return ascii(Long.toString(number));
  }

  JsonBuffer bool(boolean truth) {
    separate();
    return ascii(truth ? "true" : "false");
  }

  JsonBuffer texts(Iterable<String> texts) {
    open('[');
    texts.forEach(this::text);
    return close(']');
  }

  /** Bytes as lower-case hex. */
  JsonBuffer hex(byte[] octets, int from, int count) {
    separate();
    put('"');
    room(2 * count + 1);
    for (int i = from; i < from + count; i++) {
      bytes[length++] = HEX[(octets[i] >> 4) & 0xF];
      bytes[length++] = HEX[octets[i] & 0xF];
    }
    put('"');
    return this;
  }

  /**
   * A value: numbers exactly and without exponent, members in code-unit order of their names.
   * Values that JSON has no form for are texts; what the text means is the reader's knowledge of
   * the type.
   */
  JsonBuffer value(Value value) {
    return switch (value) {
      case Value.Bool(boolean truth) -> bool(truth);
      case Value.Num(BigDecimal number) -> {
        separate();
        yield ascii(number.toPlainString());
      }
      case Value.Money money ->
          open('{')
              .member("amount", money.amount().toPlainString())
              .member("currency", money.currency())
              .close('}');
      case Value.Text(String text) -> text(text);
      case Value.Ip(String canonical) -> text(canonical);
      case Value.Timestamp time -> text(time.value().toString());
      case Value.Span span -> text(span.value().toString());
      case Value.Sequence(List<Value> elements) -> values(elements);
      case Value.Distinct(List<Value> elements) -> values(elements);
      case Value.Struct struct -> {
        open('{');
        for (Map.Entry<String, Value> member : struct.members().entrySet()) {
          name(member.getKey()).value(member.getValue());
        }
        yield close('}');
      }
    };
  }

  private JsonBuffer values(List<Value> elements) {
    open('[');
    elements.forEach(this::value);
    return close(']');
  }

  private void separate() {
    if (comma) {
      put(',');
    }
    comma = true;
  }

  private void put(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  @SuppressWarnings("deprecation") // drops the high byte of each character: in ASCII there is none
  private JsonBuffer ascii(String ascii) {
    room(ascii.length());
    ascii.getBytes(0, ascii.length(), bytes, length);
    length += ascii.length();
    return this;
  }

  private void content(String text) {
    int size = text.length();
    room(size);
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') {
        special(text, i);
        return;
      }
      bytes[length++] = (byte) c;
    }
  }

  /** The rest of a text, from its first character that is not itself in ASCII. */
  private void special(String text, int from) {
    for (byte octet : text.substring(from).getBytes(StandardCharsets.UTF_8)) {
      octet(octet);
    }
  }

  /** A byte of a text's UTF-8, escaped where it has to be. */
  private void octet(byte octet) {
    room(6);
    switch (octet) {
      case '"', '\\' -> escape((char) octet);
      case '\b' -> escape('b');
      case '\t' -> escape('t');
      case '\n' -> escape('n');
      case '\f' -> escape('f');
      case '\r' -> escape('r');
      default -> {
        if (octet >= 0 && octet < 0x20) {
          escape('u');
          ascii("00");
          bytes[length++] = HEX[octet >> 4];
          bytes[length++] = HEX[octet & 0xF];
        } else {
          bytes[length++] = octet;
        }
      }
    }
  }

  private void escape(char what) {
    put('\\');
    put(what);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
