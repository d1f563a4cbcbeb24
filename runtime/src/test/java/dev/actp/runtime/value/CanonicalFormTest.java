package dev.actp.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalFormTest {

  private static Value.Struct struct(Map<String, Value> members) {
    return new Value.Struct(new TreeMap<>(members));
  }

  private static String typed(Value value) {
    return new String(CanonicalForm.typed(value), StandardCharsets.UTF_8);
  }

  private static String document(Value value) {
    return new String(CanonicalForm.document(value), StandardCharsets.UTF_8);
  }

  private static Value.Num number(String text) {
    return new Value.Num(new BigDecimal(text));
  }

  @Test
  void typedTellsEveryTypeApart() {
    Map<String, Value> members = new HashMap<>();
    members.put("bool", Value.Bool.TRUE);
    members.put("num", number("5.250"));
    members.put("big", number("1e30"));
    members.put("text", new Value.Text("decimal:5"));
    members.put("money", new Value.Money(new BigDecimal("5.00"), "USD"));
    members.put("ip", new Value.Ip("192.0.2.1"));
    members.put("timestamp", new Value.Timestamp(Instant.parse("2026-02-16T15:00:00.500Z")));
    members.put("span", new Value.Span(Duration.ofMillis(1_500)));
    members.put("list", new Value.Sequence(List.of(Value.Num.of(1), Value.Bool.FALSE)));
    members.put("set", new Value.Distinct(List.of(new Value.Text("a"))));
    members.put("none", new Value.Distinct(List.of()));
    members.put("empty", Value.Struct.EMPTY);

    assertThat(typed(struct(members)))
        .isEqualTo(
            "{\"big\":\"decimal:1000000000000000000000000000000\",\"bool\":true,\"empty\":{},\"ip\":\"ip:192.0.2.1\",\"list\":[\"decimal:1\",false],\"money\":\"money:5"
                + " USD\",\"none\":[\"set:\"],\"num\":\"decimal:5.25\","
                + "\"set\":[\"set:\",\"text:a\"],\"span\":\"duration:1.5\",\"text\":\"text:decimal:5\","
                + "\"timestamp\":\"timestamp:2026-02-16T15:00:00.500Z\"}");
  }

  @Test
  void typedKeepsApartWhatDoublesConfuse() {
    assertThat(typed(number("9007199254740993"))).isNotEqualTo(typed(number("9007199254740992")));
    assertThat(typed(number("500.00000000000000001"))).isNotEqualTo(typed(number("500")));
    assertThat(typed(number("500.00"))).isEqualTo(typed(number("500")));
  }

  @Test
  void documentIsRfc8785() {
    Map<String, Value> members = new HashMap<>();
    for (String name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
      members.put(name, Value.Num.of(1));
    }
    assertThat(document(struct(members)))
        .isEqualTo(
            "{\"\\r"
                + "\":1,\"1\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,\"\ud83d\ude00\":1,\"\ufb33\":1}");
    assertThat(document(new Value.Text("\u20ac$\u000f\nA'B\"\\\\\"/\b\t\f\r\u007f\u2028")))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u007f\u2028\"");
    assertThat(
            document(
                new Value.Sequence(List.of(Value.Num.of(-7), Value.Bool.TRUE, Value.Num.ZERO))))
        .isEqualTo("[-7,true,0]");
  }

  @Test
  void membersAreSortedWhateverTheOrderOfTheMap() {
    TreeMap<String, Value> backwards = new TreeMap<>(java.util.Comparator.reverseOrder());
    backwards.putAll(Map.of("a", Value.Num.of(1), "b", Value.Num.of(2)));

    assertThat(document(new Value.Struct(backwards))).isEqualTo("{\"a\":1,\"b\":2}");
  }

  static List<Value> withoutExactJson() {
    return List.of(
        number("0.5"),
        number("9007199254740992"),
        number("-9007199254740992"),
        new Value.Ip("192.0.2.1"),
        new Value.Money(BigDecimal.ONE, "USD"),
        new Value.Distinct(List.of()));
  }

  @ParameterizedTest
  @MethodSource("withoutExactJson")
  void documentTakesOnlyWhatJsonHoldsExactly(Value value) {
    assertThatThrownBy(() -> CanonicalForm.document(value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(document(number("9007199254740991"))).isEqualTo("9007199254740991");
  }

  @Test
  void aLoneSurrogateIsEscapedAndStaysItself() {
    assertThat(typed(new Value.Text("a\ud800"))).isEqualTo("\"text:a\\ud800\"");
    assertThat(typed(new Value.Text("\udc00\ud800"))).isEqualTo("\"text:\\udc00\\ud800\"");
    assertThat(typed(new Value.Text("\\ud800"))).isEqualTo("\"text:\\\\ud800\"");
  }

  @Test
  void equalBytesMeanEqualValues() {
    long seed = 1_105;
    Random random = new Random(seed);
    Map<String, Value> seen = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      Value value = random(random, 2);
      Value before = seen.putIfAbsent(typed(value), value);
      assertThat(before == null || before.equals(value))
          .as("seed %d, %s and %s", seed, before, value)
          .isTrue();
    }
  }

  private static Value random(Random random, int levels) {
    List<String> texts =
        List.of("", "a", "5", "decimal:5", "set:", "text:a", "\"", "\\", ",", "5 USD", "5 EUR");
    String text = texts.get(random.nextInt(texts.size()));
    return switch (random.nextInt(levels == 0 ? 7 : 10)) {
      case 0 -> Value.Bool.of(random.nextBoolean());
      case 1 -> new Value.Num(BigDecimal.valueOf(random.nextInt(20), random.nextInt(3)));
      case 2 ->
          new Value.Money(
              BigDecimal.valueOf(random.nextInt(20), 1), random.nextBoolean() ? "USD" : "EUR");
      case 3 -> new Value.Ip(text);
      case 4 -> new Value.Timestamp(Instant.ofEpochSecond(random.nextInt(5)));
      case 5 -> new Value.Span(Duration.ofMillis(random.nextInt(5) * 500L));
      case 6 -> new Value.Text(text);
      case 7 -> new Value.Sequence(randomList(random, levels));
      case 8 -> new Value.Distinct(randomList(random, levels));
      default -> struct(Map.of(text, random(random, levels - 1)));
    };
  }

  private static List<Value> randomList(Random random, int levels) {
    List<Value> elements = new ArrayList<>();
    for (int length = random.nextInt(3); length > 0; length--) {
      elements.add(random(random, levels - 1));
    }
    return elements;
  }
}
