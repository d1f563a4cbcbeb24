package dev.actp.runtime.state;

import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes the compact bytes that volatile state is stored as. Equal things give equal bytes. */
final class Wire {
  private byte[] bytes = new byte[256];
  private int length;

  /** What was written since the last {@link #reset}. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  int length() {
    return length;
  }

  Wire reset() {
    length = 0;
    return this;
  }

  /** The buffer itself, good up to {@link #length()} until the next write. */
  byte[] buffer() {
    return bytes;
  }

  Wire octet(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  Wire flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  /** Any number, small ones of either sign in few bytes. */
  Wire number(long value) {
    room(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  Wire text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
    return this;
  }

  Wire texts(Collection<String> values) {
    number(values.size());
    values.forEach(this::text);
    return this;
  }

  Wire value(Value value) {
    return switch (value) {
      case Value.Bool bool -> octet(1).flag(bool.value());
      case Value.Num number -> octet(2).text(number.value().toPlainString());
      case Value.Money money ->
          octet(3).text(money.amount().toPlainString()).text(money.currency());
      case Value.Text text -> octet(4).text(text.value());
      case Value.Ip ip -> octet(5).text(ip.canonical());
      case Value.Timestamp time -> octet(6).text(time.value().toString());
      case Value.Span span -> octet(7).text(span.value().toString());
      case Value.Sequence sequence -> octet(8).values(sequence.elements());
      case Value.Distinct distinct -> octet(9).values(distinct.elements());
      case Value.Struct struct -> octet(10).struct(struct);
    };
  }

  private Wire values(List<Value> values) {
    number(values.size());
    values.forEach(this::value);
    return this;
  }

  private Wire struct(Value.Struct struct) {
    number(struct.members().size());
    for (Map.Entry<String, Value> member : struct.members().entrySet()) {
      text(member.getKey()).value(member.getValue());
    }
    return this;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
