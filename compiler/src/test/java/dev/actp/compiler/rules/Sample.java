package dev.actp.compiler.rules;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Type.Basic;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A policy of many capabilities of one shape: {@code action0}, {@code action1} and so on, each up
 * to an amount, each limited.
 */
final class Sample {
  static final String POLICY_ID = "pol_sample";
  static final Instant NOW = Instant.parse("2026-02-16T15:00:00Z");
  static final int MAX_AMOUNT = 500;
  static final int MAX_USES = 10;

  private Sample() {}

  static Pattern pattern(Pattern.Part... parts) {
    return new Pattern(List.of(parts));
  }

  /** {@code order://customer:{session.customer_id}/*}. */
  static Pattern ordersOfTheCustomer() {
    return pattern(
        new Pattern.Part.Literal("order://customer:"),
        new Pattern.Part.SessionValue("customer_id"),
        new Pattern.Part.Literal("/"),
        Pattern.Part.Wildcard.REST);
  }

  static Clause require(Expr condition) {
    return clause(Clause.Category.REQUIRE, condition, List.of());
  }

  private static Clause clause(Clause.Category category, Expr condition, List<Charge> charges) {
    return new Clause(category, condition, null, charges, List.of(), null, Source.NONE);
  }

  static Clause atMost(int amount) {
    return require(
        new Expr.Comparison(
            Expr.Comparison.Operator.LESS_OR_EQUAL,
            new Expr.Attribute("amount", Basic.DECIMAL),
            new Expr.Literal(Value.Num.of(amount))));
  }

  private static Clause perDay(String capability) {
    Counter counter =
        new Counter(
            "sample",
            capability,
            Counter.Kind.COUNT,
            new Window.Sliding(Duration.ofDays(1)),
            "",
            null,
            List.of(Counter.Key.Of.AGENT));
    Expr one = new Expr.Literal(Value.Num.of(1));
    Expr used =
        new Expr.Arithmetic(Expr.Arithmetic.Operator.PLUS, new Expr.Used(counter), one, Basic.INT);
    Expr fits =
        new Expr.Comparison(
            Expr.Comparison.Operator.LESS_OR_EQUAL, used, new Expr.Literal(Value.Num.of(MAX_USES)));
    return clause(Clause.Category.LIMIT, fits, List.of(new Charge(counter, one)));
  }

  static Capability capability(String action) {
    return new Capability(
        action,
        List.of(action),
        List.of(ordersOfTheCustomer()),
        List.of(
            require(
                new Expr.Comparison(
                    Expr.Comparison.Operator.GREATER,
                    new Expr.Attribute("amount", Basic.DECIMAL),
                    new Expr.Literal(Value.Num.ZERO))),
            atMost(MAX_AMOUNT),
            perDay(action)),
        null,
        Source.NONE);
  }

  static Policy policy(List<Capability> capabilities, List<Forbid> forbids) {
    return new Policy(
        Policy.Kind.POLICY,
        "sample",
        "1",
        null,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        capabilities,
        forbids,
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

  static Policy policy(int capabilities) {
    return policy(
        IntStream.range(0, capabilities).mapToObj(i -> capability("action" + i)).toList(),
        List.of());
  }

  static Request request(String action, String resource, int amount) {
    return new Request(
        "t",
        action,
        resource,
        new Value.Struct(new TreeMap<>(Map.of("amount", Value.Num.of(amount)))),
        null,
        null,
        false);
  }

  static Request request(int action, int amount) {
    return request("action" + action, "order://customer:12345/9", amount);
  }

  static VerifiedToken token(Policy policy) {
    Set<String> names =
        policy.capabilities().stream().map(Capability::name).collect(Collectors.toSet());
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti",
            "agent",
            NOW.minusSeconds(60),
            NOW.plusSeconds(3_600),
            List.of(new VerifiedToken.Grant(POLICY_ID, null, names)));
    return new VerifiedToken(
        "t",
        "jti",
        new Value.Struct(new TreeMap<>(Map.of("customer_id", new Value.Text("12345")))),
        List.of(link));
  }

  static Decision decide(CompiledPolicy policy, Request request) {
    return decide(policy, request, new MemoryFacts());
  }

  static Decision decide(CompiledPolicy policy, Request request, Facts facts) {
    CompiledPolicies policies = new CompiledPolicies(Map.of(POLICY_ID, policy), List.of());
    return new PolicyDecider().decide(policies, request, token(policy.policy()), facts);
  }

  /** Facts about an agent in good standing that nobody revoked anything of. */
  static final class MemoryFacts implements Facts {
    final Map<CounterKey, Value> used = new HashMap<>();

    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public Reading read(FactKey key) {
      return switch (key) {
        case FactKey.AgentStanding agent ->
            new Reading.Agent("agent", Value.Struct.EMPTY, false, null);
        case FactKey.TokenStanding token -> Reading.Revocations.NONE;
        case FactKey.Usage usage ->
            new Reading.Used(used.getOrDefault(usage.counter(), Value.Num.ZERO));
        case FactKey.ApprovalFor approval -> Reading.Approval.NONE;
        case FactKey.OpenApprovals open -> new Reading.Count(0);
        case FactKey.MailDomains ignored -> new Reading.Domains(new TreeSet<>());
        case FactKey.History history -> new Reading.Truth(false);
        case FactKey.Redacted ignored -> new Reading.Unavailable("no state knows it");
      };
    }
  }
}
