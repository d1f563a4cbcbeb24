package dev.actp.compiler.differential;

import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.reference.ReferenceEvaluator;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.TimeWindow;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Random expressions. Most are bent to be true in one situation, so that a policy of many clauses
 * still allows something.
 */
record Expressions(Dice dice, Patterns patterns, Situation usual) {

  /** Of type bool; true in the usual situation nine times in ten. */
  Expr mostlyTrue() {
    Expr drawn = bool(2);
    if (dice.percent(8)) {
      return drawn;
    }
    for (int tries = 0; tries < 6; tries++) {
      switch (ReferenceEvaluator.evaluate(drawn, usual)) {
        case Value.Bool(boolean value) -> {
          return value ? drawn : new Expr.Not(drawn);
        }
        case Object fault -> drawn = bool(2);
      }
    }
    return new Expr.Literal(Value.Bool.TRUE);
  }

  Expr bool(int depth) {
    if (depth > 0 && dice.percent(40)) {
      return switch (dice.below(3)) {
        case 0 -> new Expr.And(dice.some(2, 3, () -> bool(depth - 1)));
        case 1 -> new Expr.Or(dice.some(2, 3, () -> bool(depth - 1)));
        default -> new Expr.Not(bool(depth - 1));
      };
    }
    return switch (dice.below(12)) {
      case 0, 1, 2 -> numbers();
      case 3 -> texts();
      case 4 -> collections();
      case 5 -> quantified();
      case 6 -> present();
      case 7 -> times();
      case 8 -> money();
      case 9 -> calls();
      case 10 -> new Expr.Matches(text(), patterns.text());
      default -> odd();
    };
  }

  private Expr numbers() {
    return new Expr.Comparison(dice.oneOf(Expr.Comparison.Operator.values()), number(), number());
  }

  /** Of type int or decimal. */
  Expr number() {
    return switch (dice.below(9)) {
      case 0, 1 -> attribute("amount");
      case 2 -> attribute("rows");
      case 3 ->
          new Expr.Arithmetic(
              dice.oneOf(Expr.Arithmetic.Operator.values()),
              attribute("rows"),
              literal(dice.between(-3, 3)),
              dice.oneOf(Type.Basic.INT, Type.Basic.DECIMAL));
      case 4 -> new Expr.Call(Expr.Function.COUNT, List.of(attribute(dice.oneOf("to", "tags"))));
      case 5 -> new Expr.Call(Expr.Function.LENGTH, List.of(text()));
      case 6 -> new Expr.Call(Expr.Function.SUM, List.of(attribute("parts")));
      case 7 ->
          dice.oneOf(
              new Expr.SessionValue("ceiling", Type.Basic.INT),
              new Expr.AgentValue("level", Type.Basic.INT),
              new Expr.Member(attribute("memo"), "total"),
              new Expr.Literal(new Value.Num(new BigDecimal("9223372036854775807"))));
      default -> literal(dice.between(-5, 600));
    };
  }

  private Expr text() {
    return switch (dice.below(9)) {
      case 0, 1 -> attribute("note");
      case 2 -> new Expr.SessionValue("customer", Type.Basic.STRING);
      case 3 -> new Expr.AgentValue("team", Type.Basic.STRING);
      case 4 ->
          dice.oneOf(
              Expr.Root.AGENT_ID,
              Expr.Root.AGENT_NAME,
              Expr.Root.RESOURCE,
              Expr.Root.ACTION,
              Expr.Root.REQUEST_REASON);
      case 5 -> new Expr.Call(Expr.Function.LOWER, List.of(attribute("note")));
      case 6 -> new Expr.Member(attribute("memo"), "country");
      case 7 -> attribute("extra");
      default -> new Expr.Literal(new Value.Text(dice.oneOf(Vocabulary.WORDS)));
    };
  }

  private Expr texts() {
    return new Expr.Comparison(
        dice.oneOf(Expr.Comparison.Operator.EQUAL, Expr.Comparison.Operator.UNEQUAL),
        text(),
        text());
  }

  private Expr collections() {
    Expr words =
        dice.percent(50)
            ? new Expr.Literal(
                Vocabulary.texts(dice.some(0, 5, () -> dice.oneOf(Vocabulary.WORDS))))
            : new Expr.ListOf(dice.some(1, 3, this::text));
    return switch (dice.below(4)) {
      case 0 -> new Expr.In(text(), words);
      case 1 -> new Expr.In(text(), attribute("tags"));
      case 2 -> new Expr.Within(attribute("tags"), words);
      default ->
          new Expr.Within(
              attribute("to"),
              new Expr.Literal(
                  Vocabulary.texts(dice.some(1, 4, () -> dice.oneOf(Vocabulary.EMAILS)))));
    };
  }

  private Expr quantified() {
    Expr variable = new Expr.Variable("x");
    boolean addresses = dice.percent(50);
    Expr body =
        addresses
            ? new Expr.Comparison(
                Expr.Comparison.Operator.EQUAL,
                new Expr.Call(Expr.Function.DOMAIN, List.of(variable)),
                new Expr.Literal(new Value.Text("company.com")))
            : new Expr.Or(List.of(new Expr.In(variable, attribute("tags")), bool(0)));
    return new Expr.Quantified(dice.percent(50), "x", attribute(addresses ? "to" : "tags"), body);
  }

  private Expr present() {
    Expr present = new Expr.Present(attribute("extra"));
    return switch (dice.below(4)) {
      case 0 -> present;
      case 1 -> new Expr.And(List.of(present, texts()));
      case 2 ->
          new Expr.Or(
              List.of(
                  new Expr.Not(present),
                  new Expr.Comparison(
                      Expr.Comparison.Operator.UNEQUAL,
                      attribute("extra"),
                      new Expr.Literal(new Value.Text("beta")))));
      default ->
          new Expr.Present(
              dice.oneOf(
                  new Expr.SessionValue("ceiling", Type.Basic.INT),
                  new Expr.AgentValue("level", Type.Basic.INT),
                  new Expr.Member(attribute("memo"), "total"),
                  Expr.Root.REQUEST_IP));
    };
  }

  private Expr times() {
    return switch (dice.below(5)) {
      case 0 ->
          new Expr.Comparison(
              Expr.Comparison.Operator.LESS,
              attribute("at"),
              new Expr.Arithmetic(
                  Expr.Arithmetic.Operator.PLUS,
                  Expr.Root.NOW,
                  attribute("ttl"),
                  Type.Basic.TIMESTAMP));
      case 1 ->
          new Expr.Comparison(
              Expr.Comparison.Operator.LESS_OR_EQUAL,
              new Expr.Call(Expr.Function.AGE, List.of(attribute("at"))),
              new Expr.Literal(new Value.Span(Duration.ofDays(dice.between(0, 30)))));
      case 2 ->
          new Expr.Comparison(
              Expr.Comparison.Operator.EQUAL,
              new Expr.Call(
                  Expr.Function.DAY_OF,
                  List.of(Expr.Root.NOW, new Expr.Literal(new Value.Text("America/New_York")))),
              new Expr.Literal(new Value.Text(dice.oneOf("mon", "tue"))));
      case 3 ->
          new Expr.Comparison(
              Expr.Comparison.Operator.GREATER,
              Expr.Root.NOW,
              new Expr.Literal(new Value.Timestamp(Instant.parse("2026-02-16T15:00:00Z"))));
      default -> new Expr.During(window());
    };
  }

  TimeWindow window() {
    TimeWindow.Item item =
        dice.percent(70)
            ? new TimeWindow.Item.Weekly(
                Set.copyOf(dice.some(1, 5, () -> dice.oneOf(DayOfWeek.values()))),
                dice.between(0, 24) * 60,
                dice.between(0, 24) * 60)
            : new TimeWindow.Item.Dates(
                LocalDate.of(2026, 2, dice.between(1, 16)), LocalDate.of(2026, 2, 16));
    return new TimeWindow(
        dice.oneOf("v", "w"),
        ZoneId.of(dice.oneOf("UTC", "America/New_York", "Asia/Kolkata")),
        List.of(item));
  }

  private Expr money() {
    Expr bound =
        new Expr.Literal(
            new Value.Money(
                BigDecimal.valueOf(dice.between(0, 100)), dice.oneOf("USD", "USD", "EUR")));
    Expr price = attribute("price");
    Expr left =
        dice.percent(60)
            ? price
            : new Expr.Arithmetic(
                dice.oneOf(Expr.Arithmetic.Operator.PLUS, Expr.Arithmetic.Operator.MINUS),
                price,
                bound,
                Type.Basic.MONEY);
    return new Expr.Comparison(dice.oneOf(Expr.Comparison.Operator.values()), left, bound);
  }

  private Expr calls() {
    Expr query = attribute("query");
    return switch (dice.below(5)) {
      case 0 ->
          new Expr.Call(
              Expr.Function.CIDR,
              List.of(
                  dice.oneOf(attribute("from"), Expr.Root.REQUEST_IP),
                  new Expr.Literal(
                      new Value.Text(dice.oneOf("10.0.0.0/8", "2001:db8::/32", "192.0.2.0/24")))));
      case 1 ->
          new Expr.Call(Expr.Function.SENSITIVE, List.of(dice.oneOf(text(), Expr.Context.CONTEXT)));
      case 2 -> new Expr.Member(new Expr.Call(Expr.Function.SQL, List.of(query)), "read_only");
      case 3 ->
          new Expr.Comparison(
              Expr.Comparison.Operator.LESS_OR_EQUAL,
              new Expr.Member(new Expr.Call(Expr.Function.SQL, List.of(query)), "limit"),
              literal(100));
      default ->
          new Expr.In(
              new Expr.Literal(new Value.Text("*")),
              new Expr.Member(new Expr.Call(Expr.Function.SQL, List.of(query)), "columns"));
    };
  }

  /**
   * What the checker would refuse, and what only errs: both engines have to agree on it all the
   * same.
   */
  private Expr odd() {
    return dice.oneOf(
        new Expr.Comparison(Expr.Comparison.Operator.EQUAL, text(), number()),
        new Expr.Comparison(Expr.Comparison.Operator.LESS, text(), text()),
        attribute("urgent"),
        new Expr.Attribute("note", Type.Basic.INT),
        new Expr.Literal(Value.Bool.TRUE),
        new Expr.In(number(), attribute("tags")));
  }

  static Expr attribute(String name) {
    var member = Vocabulary.ATTRIBUTES.get(name);
    return new Expr.Attribute(name, member == null ? Type.Basic.ANY : member.type());
  }

  static Expr literal(long number) {
    return new Expr.Literal(Value.Num.of(number));
  }

  List<Expr> several(int most) {
    return new ArrayList<>(dice.some(0, most, this::mostlyTrue));
  }
}
