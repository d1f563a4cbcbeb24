package dev.actp.compiler.differential;

import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Decoy;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Monitor;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random policies. Every clause says in its source text where it stands, so that none is another's
 * double.
 */
record Policies(Dice dice, Expressions expressions, Patterns patterns) {

  Policy policy(Policy.Kind kind, String name) {
    boolean grants = kind == Policy.Kind.POLICY;
    return new Policy(
        kind,
        name,
        "1",
        null,
        Vocabulary.SESSION,
        Vocabulary.AGENT,
        Vocabulary.DECLARATIONS,
        grants ? each(1, 4, i -> capability(name, i)) : List.of(),
        dice.percent(40) ? each(1, 2, i -> forbid(name, i)) : List.of(),
        dice.percent(15) ? List.of(approval(name)) : List.of(),
        dice.percent(30) ? List.of(quota(name)) : List.of(),
        dice.percent(20) ? List.of(new Decoy(patterns.decoys(), source(name, "decoy"))) : List.of(),
        dice.percent(40)
            ? new Breaker(3, Duration.ofMinutes(5), Duration.ofMinutes(30), Source.NONE)
            : null,
        new Delegation(2, false),
        null,
        null,
        grants && dice.percent(20) ? monitor() : null,
        Policy.Explain.MESSAGE);
  }

  /** Over already, one time in three. */
  private Monitor monitor() {
    return new Monitor(LocalDate.of(2026, 2, dice.between(16, 18)));
  }

  private interface Maker<T> {
    T make(int index);
  }

  private <T> List<T> each(int least, int most, Maker<T> maker) {
    return IntStream.range(0, dice.between(least, most)).mapToObj(maker::make).toList();
  }

  static Source source(String policy, String text) {
    return new Source(text, policy + ".actp", 1, 1);
  }

  private Capability capability(String policy, int index) {
    String name = "cap" + index;
    List<String> actions = new ArrayList<>(List.of(dice.oneOf(Vocabulary.ACTIONS)));
    if (dice.percent(40)) {
      actions = new ArrayList<>(Vocabulary.ACTIONS.subList(0, dice.between(1, 3)));
    }
    List<Clause> clauses = new ArrayList<>();
    for (int i = dice.between(0, 4); i > 0; i--) {
      clauses.add(clause(policy, name, i));
    }
    if (dice.percent(70)) {
      clauses.add(asking(source(policy, name + " asks")));
    }
    return new Capability(name, actions, patterns.resources(), clauses, null, source(policy, name));
  }

  private Clause clause(String policy, String scope, int index) {
    Source source = source(policy, scope + " clause " + index);
    return switch (dice.below(12)) {
      case 0, 1, 2, 3 ->
          clause(
              Clause.Category.REQUIRE,
              expressions.mostlyTrue(),
              dice.percent(30) ? "no" : null,
              source);
      case 4 -> counted(policy, scope, source);
      case 5 -> budget(policy, scope, source);
      case 6, 10, 11 -> asking(source);
      case 7 -> window(source);
      case 8 -> history(source);
      default -> reveal(source);
    };
  }

  private static Clause clause(
      Clause.Category category, Expr condition, @Nullable String message, Source source) {
    return new Clause(category, condition, null, List.of(), List.of(), message, source);
  }

  private Clause window(Source source) {
    Expr during = new Expr.During(expressions.window());
    return clause(
        Clause.Category.WINDOW, dice.percent(50) ? during : new Expr.Not(during), null, source);
  }

  private Clause counted(String policy, String scope, Source source) {
    Counter counter = counter(policy, scope, Counter.Kind.COUNT, "");
    return charged(
        counter, Expressions.literal(1), Expressions.literal(dice.between(5, 15)), source);
  }

  private Clause budget(String policy, String scope, Source source) {
    boolean money = dice.percent(40);
    Expr measure =
        money
            ? Expressions.attribute("price")
            : dice.percent(50) ? Expressions.attribute("amount") : expressions.number();
    Counter counter =
        counter(policy, scope, Counter.Kind.BUDGET, money ? "price" : measure.toString());
    Expr bound =
        money
            ? new Expr.Literal(new Value.Money(BigDecimal.valueOf(100), "USD"))
            : Expressions.literal(dice.between(5, 700));
    return charged(
        counter, new Expr.Call(Expr.Function.NON_NEGATIVE, List.of(measure)), bound, source);
  }

  private static Clause charged(Counter counter, Expr amount, Expr bound, Source source) {
    Type type = counter.kind() == Counter.Kind.COUNT ? Type.Basic.INT : Type.Basic.DECIMAL;
    return new Clause(
        Clause.Category.LIMIT,
        new Expr.Comparison(
            Expr.Comparison.Operator.LESS_OR_EQUAL,
            new Expr.Arithmetic(
                Expr.Arithmetic.Operator.PLUS, new Expr.Used(counter), amount, type),
            bound),
        null,
        List.of(new Charge(counter, amount)),
        List.of(),
        null,
        source);
  }

  private Counter counter(String policy, String scope, Counter.Kind kind, String measure) {
    Window window =
        dice.oneOf(
            new Window.Sliding(Duration.ofHours(1)),
            new Window.Calendar(Window.Unit.DAY, ZoneId.of("UTC")),
            Window.Total.IN_TOTAL);
    Counter.Key key =
        dice.oneOf(
            Counter.Key.Of.AGENT,
            Counter.Key.Of.TENANT,
            Counter.Key.Of.TOKEN,
            Counter.Key.Of.SESSION,
            Counter.Key.Of.RESOURCE,
            new Counter.Key.SessionValue("customer"),
            new Counter.Key.Attribute(dice.oneOf("note", "extra")));
    return new Counter(policy, scope, kind, window, measure, null, List.of(key));
  }

  private Clause asking(Source source) {
    return new Clause(
        Clause.Category.APPROVAL,
        new Expr.Literal(Value.Bool.TRUE),
        ask(),
        List.of(),
        List.of(),
        null,
        source);
  }

  private Ask ask() {
    return new Ask(
        dice.between(1, 2),
        dice.oneOf("finance", "security"),
        dice.percent(40) ? expressions.bool(1) : null,
        Duration.ofHours(1));
  }

  private Clause history(Source source) {
    boolean after = dice.percent(50);
    Expr.Happened happened =
        new Expr.Happened(
            "scan",
            dice.percent(50) ? patterns.resources().getFirst() : null,
            after && dice.percent(40) ? List.of(dice.oneOf("note", "extra")) : List.of(),
            dice.percent(30) ? Duration.ofHours(1) : null,
            after);
    return clause(Clause.Category.HISTORY, after ? happened : new Expr.Not(happened), null, source);
  }

  private Clause reveal(Source source) {
    Obligation obligation =
        dice.oneOf(
            new Obligation.RevealOnly(List.of("name")),
            new Obligation.RevealAllBut(List.of("ssn")),
            new Obligation.RevealAtMostRows(10),
            Obligation.Redacted.REVEAL_REDACTED);
    Expr condition =
        dice.percent(80) ? Expr.Enforced.ENFORCED : new Expr.Not(Expr.Delegated.DELEGATED);
    return new Clause(
        condition == Expr.Enforced.ENFORCED
            ? Clause.Category.OBLIGATION
            : Clause.Category.DELEGATION,
        condition,
        null,
        List.of(),
        List.of(obligation),
        null,
        source);
  }

  private Forbid forbid(String policy, int index) {
    return new Forbid(
        patterns.actions(),
        patterns.narrow(),
        dice.percent(60) ? expressions.bool(1) : null,
        null,
        source(policy, "forbid " + index));
  }

  private RequiredApproval approval(String policy) {
    return new RequiredApproval(
        patterns.actions(), patterns.resources(), ask(), source(policy, "approval"));
  }

  private Quota quota(String policy) {
    Counter counter = counter(policy, "quota", Counter.Kind.QUOTA, "");
    return new Quota(
        patterns.actions(),
        patterns.resources(),
        charged(counter, Expressions.literal(1), Expressions.literal(14), source(policy, "quota")));
  }
}
