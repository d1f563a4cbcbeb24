package dev.actp.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Type.Basic;
import dev.actp.runtime.value.Type.Member;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoercionTest {

  private static Result coerce(Value value, Type type) {
    return Coercion.coerce(value, type, "x");
  }

  private static Value.Text text(String text) {
    return new Value.Text(text);
  }

  private static Value.Num number(String number) {
    return new Value.Num(new BigDecimal(number));
  }

  private static Value.Sequence list(Value... elements) {
    return new Value.Sequence(Arrays.asList(elements));
  }

  private static Value.Struct struct(Map<String, Value> members) {
    return new Value.Struct(new TreeMap<>(members));
  }

  private static void assertFault(Result result, Fault.Kind kind, String words) {
    assertThat(result).isInstanceOf(Fault.class);
    assertThat(((Fault) result).kind()).isEqualTo(kind);
    assertThat(((Fault) result).detail()).contains(words);
  }

  @Test
  void textsBecomeWhatTheyDenote() {
    assertThat(coerce(text("A@B.com"), Basic.EMAIL)).isEqualTo(text("A@B.com"));
    assertThat(coerce(text("2001:DB8::1"), Basic.IP)).isEqualTo(new Value.Ip("2001:db8::1"));
    assertThat(coerce(text("2026-02-16T10:00:00-05:00"), Basic.TIMESTAMP))
        .isEqualTo(new Value.Timestamp(Instant.parse("2026-02-16T15:00:00Z")));
    assertThat(coerce(text("90d"), Basic.DURATION)).isEqualTo(new Value.Span(Duration.ofDays(90)));
  }

  @Test
  void valuesOfTheTypeStayAsTheyAre() {
    assertThat(coerce(Value.Bool.TRUE, Basic.BOOL)).isEqualTo(Value.Bool.TRUE);
    assertThat(coerce(text(" a "), Basic.STRING)).isEqualTo(text(" a "));
    assertThat(coerce(number("5.25"), Basic.DECIMAL)).isEqualTo(number("5.25"));
    assertThat(coerce(new Value.Ip("::1"), Basic.IP)).isEqualTo(new Value.Ip("::1"));
    assertThat(coerce(text("5"), Basic.ANY)).isEqualTo(text("5"));
  }

  @ParameterizedTest
  @EnumSource(value = Basic.class, mode = EnumSource.Mode.EXCLUDE, names = "ANY")
  void nothingIsGuessed(Basic type) {
    assertFault(coerce(list(), type), Fault.Kind.TYPE, "`x` is not of type");
    if (type != Basic.BOOL) {
      assertFault(coerce(Value.Bool.TRUE, type), Fault.Kind.TYPE, "`x`");
    }
    if (type != Basic.STRING && type != Basic.MONEY) {
      Result nothing = coerce(text("true 5"), type);
      assertThat(nothing).isInstanceOf(Fault.class);
    }
  }

  @Test
  void anIntIsWholeAndHas64Bits() {
    assertThat(coerce(number("5.0"), Basic.INT)).isEqualTo(number("5"));
    assertThat(coerce(number("9223372036854775807"), Basic.INT)).isInstanceOf(Value.Num.class);
    assertThat(coerce(number("-9223372036854775808"), Basic.INT)).isInstanceOf(Value.Num.class);
    assertFault(coerce(number("9223372036854775808"), Basic.INT), Fault.Kind.OVERFLOW, "64 bits");
    assertFault(coerce(number("5.5"), Basic.INT), Fault.Kind.TYPE, "`int`");
    assertFault(coerce(text("5"), Basic.INT), Fault.Kind.TYPE, "`int`");
  }

  @Test
  void moneyIsAnAmountAndACurrency() {
    Value usd = text("USD");
    Value.Money five = new Value.Money(new BigDecimal("5"), "USD");

    assertThat(coerce(struct(Map.of("amount", text("5.00"), "currency", usd)), Basic.MONEY))
        .isEqualTo(five);
    assertThat(coerce(struct(Map.of("amount", number("5"), "currency", usd)), Basic.MONEY))
        .isEqualTo(five);
    assertThat(coerce(five, Basic.MONEY)).isEqualTo(five);
    assertFault(
        coerce(struct(Map.of("amount", text("5,00"), "currency", usd)), Basic.MONEY),
        Fault.Kind.MALFORMED,
        "`x.amount`");
    assertFault(
        coerce(struct(Map.of("amount", text("1e20000000"), "currency", usd)), Basic.MONEY),
        Fault.Kind.MALFORMED,
        "`x.amount`");
    assertFault(
        coerce(struct(Map.of("amount", text("5"), "currency", text("usd"))), Basic.MONEY),
        Fault.Kind.CURRENCY,
        "ISO 4217");
    assertFault(
        coerce(struct(Map.of("amount", text("5"), "currency", text("XXX"))), Basic.MONEY),
        Fault.Kind.CURRENCY,
        "ISO 4217");
    assertFault(
        coerce(struct(Map.of("amount", text("5"))), Basic.MONEY), Fault.Kind.TYPE, "`money`");
    assertFault(
        coerce(struct(Map.of("amount", text("5"), "currency", usd, "more", usd)), Basic.MONEY),
        Fault.Kind.TYPE,
        "`money`");
  }

  @Test
  void aFaultInAListSaysWhere() {
    Type addresses = new Type.ListOf(Basic.EMAIL);

    assertThat(coerce(list(text("a@b.com"), text("a@b.com")), addresses))
        .isEqualTo(list(text("a@b.com"), text("a@b.com")));
    assertFault(
        coerce(list(text("a@b.com"), text("b")), addresses), Fault.Kind.MALFORMED, "`x[1]`");
    assertFault(coerce(text("a@b.com"), addresses), Fault.Kind.TYPE, "`list`");
  }

  @Test
  void aSetHasNoEqualElementsAndIsWalkedInCodePointOrder() {
    Type names = new Type.SetOf(Basic.STRING);

    assertThat(
            coerce(
                list(text("\ud83d\ude00"), text("b"), text("\uffee"), text("B"), text("")), names))
        .isEqualTo(
            new Value.Distinct(
                List.of(text(""), text("B"), text("b"), text("\uffee"), text("\ud83d\ude00"))));
    assertFault(
        coerce(list(text("a"), text("b"), text("a")), names), Fault.Kind.MALFORMED, "twice");
    assertFault(
        coerce(list(number("500"), number("500.00")), new Type.SetOf(Basic.DECIMAL)),
        Fault.Kind.MALFORMED,
        "twice");
    assertFault(
        coerce(list(text("::ffff:1.2.3.4"), text("1.2.3.4")), new Type.SetOf(Basic.IP)),
        Fault.Kind.MALFORMED,
        "twice");
    assertFault(coerce(text("a"), names), Fault.Kind.TYPE, "`set`");
  }

  @Test
  void aRecordHasExactlyItsMembers() {
    Type inner = new Type.RecordOf(new TreeMap<>(Map.of("must", new Member(Basic.INT, false))));
    Type type =
        new Type.RecordOf(
            new TreeMap<>(
                Map.of("total", new Member(Basic.INT, false), "more", new Member(inner, true))));
    Value one = Value.Num.of(1);

    assertThat(coerce(struct(Map.of("total", one)), type)).isEqualTo(struct(Map.of("total", one)));
    assertThat(
            coerce(
                struct(Map.of("total", number("1.0"), "more", struct(Map.of("must", one)))), type))
        .isEqualTo(struct(Map.of("total", one, "more", struct(Map.of("must", one)))));
    assertFault(
        coerce(struct(Map.of("total", one, "more", Value.Struct.EMPTY)), type),
        Fault.Kind.DECLARATION,
        "`x.more.must`");
    assertFault(coerce(struct(Map.of()), type), Fault.Kind.DECLARATION, "`x.total` is absent");
    assertFault(
        coerce(struct(Map.of("total", one, "bcc", one)), type), Fault.Kind.DECLARATION, "`x.bcc`");
    assertFault(coerce(struct(Map.of("total", text("1"))), type), Fault.Kind.TYPE, "`x.total`");
    assertFault(coerce(one, type), Fault.Kind.TYPE, "`record`");
  }
}
