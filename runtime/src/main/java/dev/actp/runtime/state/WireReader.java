package dev.actp.runtime.state;

import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@link Wire} wrote. Anything else is an {@link IllegalStateException}: a damaged
 * store.
 */
final class WireReader {
  private final byte[] bytes;
  private int at;

  WireReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean more() {
    return at < bytes.length;
  }

  int octet() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  boolean flag() {
    return octet() != 0;
  }

  long number() {
    long rest = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      rest |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw damaged();
  }

  int size() {
    long size = number();
    need(size);
    return (int) size;
  }

  String text() {
    int size = size();
    String text = new String(bytes, at, size, StandardCharsets.UTF_8);
    at += size;
    return text;
  }

  List<String> texts() {
    int size = size();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(text());
    }
    return texts;
  }

  Value value() {
    return switch (octet()) {
      case 1 -> Value.Bool.of(flag());
      case 2 -> new Value.Num(new BigDecimal(text()));
      case 3 -> new Value.Money(new BigDecimal(text()), text());
      case 4 -> new Value.Text(text());
      case 5 -> new Value.Ip(text());
      case 6 -> new Value.Timestamp(Instant.parse(text()));
      case 7 -> new Value.Span(Duration.parse(text()));
      case 8 -> new Value.Sequence(values());
      case 9 -> new Value.Distinct(values());
      case 10 -> struct();
      default -> throw damaged();
    };
  }

  private List<Value> values() {
    int size = size();
    List<Value> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(value());
    }
    return values;
  }

  private Value.Struct struct() {
    int size = size();
    SortedMap<String, Value> members = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      members.put(text(), value());
    }
    return new Value.Struct(members);
  }

  private void need(long more) {
    if (more < 0 || more > bytes.length - at) {
      throw damaged();
    }
  }

  private IllegalStateException damaged() {
    return new IllegalStateException("stored state ends or is malformed at byte " + at);
  }
}
