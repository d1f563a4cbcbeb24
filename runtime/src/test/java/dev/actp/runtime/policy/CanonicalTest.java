package dev.actp.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Type.Basic;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CanonicalTest {
  private static final Expr A = new Expr.Attribute("a", Basic.STRING);
  private static final Expr B = new Expr.Attribute("b", Basic.STRING);
  private static final Pattern GLOB = new Pattern(List.of(new Pattern.Part.Literal("x")));

  /** Expressions that a careless text would confuse; no two mean the same. */
  private static final List<Expr> LOOK_ALIKE =
      List.of(
          A,
          B,
          new Expr.Attribute("a", Basic.EMAIL),
          new Expr.Attribute("a\" STRING) (attribute \"b", Basic.STRING),
          new Expr.Attribute("a\\", Basic.STRING),
          new Expr.SessionValue("a", Basic.STRING),
          new Expr.AgentValue("a", Basic.STRING),
          new Expr.Variable("a"),
          literal(new Value.Text("true")),
          literal(Value.Bool.TRUE),
          literal(new Value.Text("1")),
          literal(Value.Num.of(1)),
          literal(new Value.Text("")),
          literal(new Value.Text(" ")),
          literal(new Value.Text("(list)")),
          literal(new Value.Money(BigDecimal.ONE, "USD")),
          literal(new Value.Money(BigDecimal.ONE, "EUR")),
          literal(new Value.Ip("192.0.2.1")),
          literal(new Value.Text("192.0.2.1")),
          literal(new Value.Timestamp(Instant.EPOCH)),
          literal(new Value.Span(Duration.ofHours(1))),
          literal(new Value.Sequence(List.of())),
          literal(new Value.Distinct(List.of())),
          literal(Value.Struct.EMPTY),
          literal(new Value.Sequence(List.of(new Value.Text("a"), new Value.Text("b")))),
          literal(new Value.Sequence(List.of(new Value.Text("a b")))),
          literal(new Value.Sequence(List.of(new Value.Text("a\" \"b")))),
          new Expr.ListOf(List.of()),
          new Expr.ListOf(List.of(A, B)),
          new Expr.And(List.of(A, B)),
          new Expr.Or(List.of(A, B)),
          new Expr.And(List.of(A, new Expr.And(List.of(A, B)))),
          new Expr.And(List.of(new Expr.And(List.of(A, A)), B)),
          new Expr.And(List.of(A, A, B)),
          new Expr.In(A, B),
          new Expr.Within(A, B),
          new Expr.Comparison(Expr.Comparison.Operator.LESS, A, B),
          new Expr.Comparison(Expr.Comparison.Operator.LESS, B, A),
          new Expr.Comparison(Expr.Comparison.Operator.LESS_OR_EQUAL, A, B),
          new Expr.Arithmetic(Expr.Arithmetic.Operator.PLUS, A, B, Basic.INT),
          new Expr.Arithmetic(Expr.Arithmetic.Operator.PLUS, A, B, Basic.DECIMAL),
          new Expr.Not(new Expr.Not(A)),
          new Expr.Present(A),
          new Expr.Member(A, "b"),
          new Expr.Matches(A, GLOB),
          new Expr.Matches(A, new Pattern(List.of(new Pattern.Part.SessionValue("x")))),
          new Expr.Matches(A, new Pattern(List.of(new Pattern.Part.AgentValue("x")))),
          new Expr.Matches(A, new Pattern(List.of(Pattern.Part.Wildcard.STAR))),
          new Expr.Matches(A, new Pattern(List.of(new Pattern.Part.Literal("STAR")))),
          new Expr.Quantified(true, "v", A, B),
          new Expr.Quantified(false, "v", A, B),
          new Expr.Call(Expr.Function.LOWER, List.of(A)),
          new Expr.Call(Expr.Function.LENGTH, List.of(A)),
          Expr.Context.CONTEXT,
          Expr.Root.NOW,
          Expr.Root.ACTION,
          Expr.Enforced.ENFORCED,
          Expr.Delegated.DELEGATED,
          during("Europe/Paris", new TimeWindow.Item.Weekly(Set.of(DayOfWeek.MONDAY), 0, 60)),
          during("Europe/Rome", new TimeWindow.Item.Weekly(Set.of(DayOfWeek.MONDAY), 0, 60)),
          during("Europe/Paris", new TimeWindow.Item.Weekly(Set.of(DayOfWeek.MONDAY), 0, 61)),
          during("Europe/Paris", new TimeWindow.Item.Dates(LocalDate.EPOCH, LocalDate.EPOCH)),
          new Expr.Used(counter("c", "", null)),
          new Expr.Used(counter("c\"", "", null)),
          new Expr.Used(counter("c", "m", null)),
          new Expr.Used(counter("c", "", "")),
          new Expr.Used(counter("c", "", "x")),
          new Expr.Happened("a", null, List.of(), null, true),
          new Expr.Happened("a", null, List.of(), null, false),
          new Expr.Happened("a", GLOB, List.of(), null, true),
          new Expr.Happened("a", null, List.of("x"), null, true),
          new Expr.Happened("a", null, List.of(), Duration.ZERO, true));

  private static Expr literal(Value value) {
    return new Expr.Literal(value);
  }

  private static Expr during(String zone, TimeWindow.Item item) {
    return during("w", zone, item);
  }

  private static Expr during(String name, String zone, TimeWindow.Item item) {
    return new Expr.During(new TimeWindow(name, ZoneId.of(zone), List.of(item)));
  }

  private static Counter counter(
      String scope, String measure, @org.jspecify.annotations.Nullable String releasedBy) {
    return new Counter(
        "p",
        scope,
        Counter.Kind.COUNT,
        Window.Total.IN_TOTAL,
        measure,
        releasedBy,
        List.of(Counter.Key.Of.AGENT));
  }

  @Test
  void unlikeExpressionsHaveUnlikeTexts() {
    assertThat(LOOK_ALIKE).doesNotHaveDuplicates();
    assertThat(LOOK_ALIKE).extracting(Canonical::text).doesNotHaveDuplicates();
  }

  /** Expressions in pairs of one meaning, which come about in two ways. */
  private static List<List<Expr>> oneMeaning() {
    Value one = Value.Num.of(1);
    Value two = Value.Num.of(2);
    Map<String, Value> backwards = new LinkedHashMap<>();
    backwards.put("b", two);
    backwards.put("a", one);
    Type.Member text = new Type.Member(Basic.STRING, false);
    SortedMap<String, Type.Member> ordered = new TreeMap<>(Comparator.<String>naturalOrder());
    ordered.put("x", text);
    return List.of(
        List.of(
            during("a", "UTC", weekly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)),
            during("b", "UTC", weekly(DayOfWeek.FRIDAY, DayOfWeek.MONDAY))),
        List.of(
            new Expr.Not(during("a", "UTC", dates(LocalDate.EPOCH))),
            new Expr.Not(during("b", "UTC", dates(LocalDate.of(1970, 1, 1))))),
        List.of(
            literal(new Value.Num(new BigDecimal("0.00"))),
            literal(new Value.Num(new BigDecimal("0E+3")))),
        List.of(
            literal(new Value.Money(new BigDecimal("500.0"), "USD")),
            literal(new Value.Money(new BigDecimal("5E+2"), "USD"))),
        List.of(
            literal(new Value.Span(Duration.ofMinutes(60))),
            literal(new Value.Span(Duration.ofHours(1)))),
        List.of(
            literal(new Value.Timestamp(Instant.EPOCH)),
            literal(new Value.Timestamp(Instant.parse("1970-01-01T01:00:00+01:00")))),
        List.of(
            literal(new Value.Struct(new TreeMap<>(backwards))),
            literal(new Value.Struct(new TreeMap<>(Map.of("a", one, "b", two))))),
        List.of(
            new Expr.Attribute("r", new Type.RecordOf(ordered)),
            new Expr.Attribute("r", new Type.RecordOf(new TreeMap<>(Map.of("x", text))))));
  }

  private static TimeWindow.Item weekly(DayOfWeek... days) {
    return new TimeWindow.Item.Weekly(new LinkedHashSet<>(List.of(days)), 540, 1020);
  }

  private static TimeWindow.Item dates(LocalDate day) {
    return new TimeWindow.Item.Dates(day, day);
  }

  /** A rule base takes one text for two meanings as a fault, and denies. */
  @Test
  void whatMeansTheSameIsEqualAndHasOneText() {
    for (List<Expr> pair : oneMeaning()) {
      Expr first = pair.getFirst();
      Expr second = pair.getLast();
      assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
      assertThat(Canonical.text(first)).isEqualTo(Canonical.text(second));
    }
  }

  @Test
  void aNumberHasOneText() {
    assertThat(Canonical.text(new Value.Num(new BigDecimal("500.00"))))
        .isEqualTo(Canonical.text(new Value.Num(new BigDecimal("5E+2"))))
        .isEqualTo("500");
  }

  @Test
  void placesAndDocumentationTakeNoPartInTheDigest() {
    Source place = new Source("require true", "a.actp", 3, 1);
    assertThat(PolicyDigest.of(policy("documented", place, "1")))
        .isEqualTo(PolicyDigest.of(policy(null, Source.NONE, "1")))
        .isNotEqualTo(PolicyDigest.of(policy(null, Source.NONE, "2")))
        .matches("[0-9a-f]{64}");
  }

  private static Policy policy(
      @org.jspecify.annotations.Nullable String documentation, Source source, String version) {
    Clause clause =
        new Clause(
            Clause.Category.REQUIRE,
            literal(Value.Bool.TRUE),
            null,
            List.of(),
            List.of(),
            null,
            source);
    Capability capability =
        new Capability("a", List.of("a"), List.of(GLOB), List.of(clause), documentation, source);
    return new Policy(
        Policy.Kind.POLICY,
        "p",
        version,
        documentation,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(capability),
        List.of(new Forbid(ActionMatch.Any.ANY_ACTION, List.of(GLOB), null, null, source)),
        List.of(),
        List.of(),
        List.of(),
        null,
        Delegation.NONE,
        null,
        null,
        null,
        Policy.Explain.MESSAGE);
  }
}
