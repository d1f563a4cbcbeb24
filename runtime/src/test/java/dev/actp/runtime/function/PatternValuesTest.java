package dev.actp.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.function.PatternValues.Filled;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternValuesTest {
  private static final Pattern ORDERS =
      new Pattern(
          List.of(
              new Part.Literal("order://"),
              new Part.SessionValue("customer"),
              new Part.Literal("/"),
              new Part.AgentValue("region"),
              Part.Wildcard.ANY));

  private static Filled fill(Result customer) {
    return PatternValues.fill(
        ORDERS,
        part -> part.equals(new Part.SessionValue("customer")) ? customer : new Value.Text("eu"));
  }

  private static Value.Distinct set(int size) {
    return new Value.Distinct(
        IntStream.range(0, size).<Value>mapToObj(i -> new Value.Text("c" + i)).toList());
  }

  private static Pattern filled(String customer) {
    return new Pattern(
        List.of(
            new Part.Literal("order://"),
            new Part.Literal(customer),
            new Part.Literal("/"),
            new Part.Literal("eu"),
            Part.Wildcard.ANY));
  }

  @Test
  void aTextFillsOnePattern() {
    assertThat(fill(new Value.Text("c-1 @x")))
        .isEqualTo(new Filled.Patterns(List.of(filled("c-1 @x"))));
  }

  @Test
  void aNumberFillsInAsDigits() {
    assertThat(fill(Value.Num.of(12_345))).isEqualTo(new Filled.Patterns(List.of(filled("12345"))));
  }

  @Test
  void eachElementOfASetIsAnAlternative() {
    assertThat(fill(set(2))).isEqualTo(new Filled.Patterns(List.of(filled("c0"), filled("c1"))));
    assertThat(fill(set(100))).isInstanceOf(Filled.Patterns.class);
  }

  @Test
  void aSetHasNeitherNoneNorTooManyElements() {
    assertThat(fill(set(0))).extracting("fault.kind").isEqualTo(Fault.Kind.EMPTY);
    assertThat(fill(set(101))).extracting("fault.kind").isEqualTo(Fault.Kind.BOUND);
  }

  @Test
  void setsThatMultiplyAreBounded() {
    Pattern two = new Pattern(List.of(new Part.SessionValue("a"), new Part.SessionValue("b")));

    assertThat(PatternValues.fill(two, part -> set(31))).isInstanceOf(Filled.Patterns.class);
    assertThat(PatternValues.fill(two, part -> set(32)))
        .extracting("fault.kind")
        .isEqualTo(Fault.Kind.BOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a/b",
        "a\\b",
        "*",
        "a{b",
        "a}b",
        "50%",
        "a?b",
        "a#b",
        "a\u0000",
        "a\u202eb",
        "a\u200bb",
        "a\u3164",
        "\ud83d",
        "a\nb",
      })
  void whatCouldChangeThePatternIsRefused(String value) {
    assertThat(fill(new Value.Text(value)))
        .extracting("fault.kind")
        .isEqualTo(Fault.Kind.MALFORMED);
    assertThat(fill(new Value.Distinct(List.of(new Value.Text(value)))))
        .extracting("fault.kind")
        .isEqualTo(Fault.Kind.MALFORMED);
  }

  @Test
  void lengthIsBoundedInCodePoints() {
    assertThat(fill(new Value.Text("\ud83d\ude00".repeat(256))))
        .isInstanceOf(Filled.Patterns.class);
    assertThat(fill(new Value.Text("a".repeat(257))))
        .extracting("fault.kind")
        .isEqualTo(Fault.Kind.MALFORMED);
  }

  @Test
  void otherTypesAndFaultsDoNotFill() {
    Fault absent = new Fault(Fault.Kind.ABSENT, "`session.customer` is absent");

    assertThat(fill(absent)).isEqualTo(new Filled.Failed(absent));
    assertThat(fill(Value.Bool.TRUE)).extracting("fault.kind").isEqualTo(Fault.Kind.TYPE);
    assertThat(fill(new Value.Sequence(List.of(new Value.Text("a")))))
        .extracting("fault.kind")
        .isEqualTo(Fault.Kind.TYPE);
    assertThat(fill(new Value.Distinct(List.of(Value.Num.of(1)))))
        .extracting("fault.kind")
        .isEqualTo(Fault.Kind.TYPE);
  }
}
