package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.reference.ReferenceEvaluator;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Audit;
import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A policy written out: {@code act} with {@code limit N per day}, {@code pay} with an approval by
 * finance and a budget of 100 of {@code amount} per day, {@code read} freely; a breaker of three
 * denials; {@code body} is redacted.
 */
record TestPolicy(Policy policy, String digest) implements CompiledPolicy {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Pattern ANYTHING = new Pattern(List.of(Pattern.Part.Wildcard.ANY));

  static TestPolicy named(String name, int limit) {
    return named(name, limit, null);
  }

  /**
   * The same, with a time for which values are kept.
   *
   * @param retain null for ever
   */
  static TestPolicy named(String name, int limit, @Nullable Duration retain) {
    Policy policy =
        new Policy(
            Policy.Kind.POLICY,
            name,
            "1",
            null,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(
                capability("act", limit(name, limit)),
                capability("pay", budget(name), approval()),
                capability("read")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Breaker(3, Duration.ofMinutes(5), Duration.ofMinutes(30), Source.NONE),
            Delegation.NONE,
            null,
            new Audit(retain, new TreeSet<>(List.of("body"))),
            null,
            Policy.Explain.MESSAGE);
    return new TestPolicy(policy, PolicyDigest.of(policy));
  }

  private static Capability capability(String action, Clause... clauses) {
    return new Capability(
        action, List.of(action), List.of(ANYTHING), List.of(clauses), null, Source.NONE);
  }

  private static Clause limit(String policy, int limit) {
    Counter counter =
        new Counter(
            policy,
            "act",
            Counter.Kind.COUNT,
            new Window.Sliding(DAY),
            "",
            null,
            List.of(Counter.Key.Of.AGENT));
    return counted(counter, new Expr.Literal(Value.Num.of(1)), limit);
  }

  private static Clause budget(String policy) {
    Counter counter =
        new Counter(
            policy,
            "pay",
            Counter.Kind.BUDGET,
            new Window.Sliding(DAY),
            "amount",
            null,
            List.of(Counter.Key.Of.AGENT));
    return counted(
        counter, new Expr.Attribute("amount", dev.actp.runtime.value.Type.Basic.DECIMAL), 100);
  }

  private static Clause counted(Counter counter, Expr amount, int most) {
    Expr condition =
        new Expr.Comparison(
            Expr.Comparison.Operator.LESS_OR_EQUAL,
            new Expr.Arithmetic(
                Expr.Arithmetic.Operator.PLUS,
                new Expr.Used(counter),
                amount,
                dev.actp.runtime.value.Type.Basic.DECIMAL),
            new Expr.Literal(Value.Num.of(most)));
    return clause(Clause.Category.LIMIT, condition, null, List.of(new Charge(counter, amount)));
  }

  private static Clause approval() {
    Ask ask = new Ask(1, "finance", null, Duration.ofHours(1));
    return clause(Clause.Category.APPROVAL, new Expr.Literal(Value.Bool.TRUE), ask, List.of());
  }

  private static Clause clause(
      Clause.Category category, Expr condition, @Nullable Ask ask, List<Charge> charges) {
    Source source = new Source(category.name().toLowerCase(java.util.Locale.ROOT), "p.actp", 1, 1);
    return new Clause(category, condition, ask, charges, List.of(), null, source);
  }

  @Override
  public List<Finding> findings(Situation situation) {
    return List.of();
  }

  @Override
  public Result evaluate(Expr expression, Situation situation) {
    return ReferenceEvaluator.evaluate(expression, situation);
  }
}
