package dev.actp.bench;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Type.Basic;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A customer-support policy of as many capabilities as wanted: each for one customer, with a
 * ceiling, a column subset and a daily limit.
 */
public final class Support {
  public static final Instant NOW = Instant.parse("2026-02-16T15:00:00Z");
  private static final int CEILING = 500;
  private static final List<String> COLUMNS = List.of("name", "email", "phone", "order_history");

  private Support() {}

  static Policy policy(String name, int capabilities) {
    TreeMap<String, ActionDeclaration> actions = new TreeMap<>();
    for (int i = 0; i < capabilities; i++) {
      actions.put(action(i), declaration(action(i)));
    }
    return new Policy(
        Policy.Kind.POLICY,
        name,
        "1",
        null,
        new TreeMap<>(Map.of("customer_id", new Type.Member(Basic.STRING, false))),
        new TreeMap<>(),
        actions,
        IntStream.range(0, capabilities).mapToObj(i -> capability(name, action(i))).toList(),
        List.of(),
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

  private static String action(int number) {
    return "refund_" + number;
  }

  private static ActionDeclaration declaration(String action) {
    return new ActionDeclaration(
        action,
        new TreeMap<>(
            Map.of(
                "amount", new Type.Member(Basic.DECIMAL, false),
                "columns", new Type.Member(new Type.ListOf(Basic.STRING), false))),
        false);
  }

  private static Capability capability(String policy, String action) {
    Pattern order =
        new Pattern(
            List.of(
                new Pattern.Part.Literal("order://customer:"),
                new Pattern.Part.SessionValue("customer_id"),
                new Pattern.Part.Literal("/"),
                Pattern.Part.Wildcard.REST));
    Expr amount = new Expr.Attribute("amount", Basic.DECIMAL);
    Expr columns = new Expr.Attribute("columns", new Type.ListOf(Basic.STRING));
    Value known = new Value.Sequence(COLUMNS.stream().<Value>map(Value.Text::new).toList());
    return new Capability(
        action,
        List.of(action),
        List.of(order),
        List.of(
            require(compare(Expr.Comparison.Operator.GREATER, amount, 0)),
            require(compare(Expr.Comparison.Operator.LESS_OR_EQUAL, amount, CEILING)),
            require(new Expr.Within(columns, new Expr.Literal(known))),
            perDay(policy, action)),
        null,
        Source.NONE);
  }

  private static Expr compare(Expr.Comparison.Operator operator, Expr left, int right) {
    return new Expr.Comparison(operator, left, new Expr.Literal(Value.Num.of(right)));
  }

  private static Clause require(Expr condition) {
    return clause(Clause.Category.REQUIRE, condition, List.of());
  }

  private static Clause perDay(String policy, String action) {
    Counter counter =
        new Counter(
            policy,
            action,
            Counter.Kind.COUNT,
            new Window.Sliding(Duration.ofDays(1)),
            "",
            null,
            List.of(Counter.Key.Of.AGENT));
    Expr one = new Expr.Literal(Value.Num.of(1));
    Expr used =
        new Expr.Arithmetic(Expr.Arithmetic.Operator.PLUS, new Expr.Used(counter), one, Basic.INT);
    Expr fits = compare(Expr.Comparison.Operator.LESS_OR_EQUAL, used, 1_000);
    return clause(Clause.Category.LIMIT, fits, List.of(new Charge(counter, one)));
  }

  private static Clause clause(Clause.Category category, Expr condition, List<Charge> charges) {
    return new Clause(category, condition, null, charges, List.of(), null, Source.NONE);
  }

  static Request request(int action, boolean allowed) {
    Value columns = new Value.Sequence(List.of(new Value.Text("name"), new Value.Text("email")));
    return new Request(
        "t",
        action(action),
        "order://customer:12345/" + action,
        new Value.Struct(
            new TreeMap<>(
                Map.of("amount", Value.Num.of(allowed ? 40 : CEILING + 1), "columns", columns))),
        null,
        null,
        false);
  }

  static VerifiedToken token(String policyId, Policy policy) {
    Set<String> names = Set.copyOf(policy.capabilities().stream().map(Capability::name).toList());
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti",
            "agent",
            NOW,
            NOW.plusSeconds(3_600),
            List.of(new VerifiedToken.Grant(policyId, null, names)));
    return new VerifiedToken(
        "t",
        "jti",
        new Value.Struct(new TreeMap<>(Map.of("customer_id", new Value.Text("12345")))),
        List.of(link));
  }

  /** What a state that costs nothing would answer. */
  public enum FreeFacts implements Facts {
    FREE;

    private static final Reading AGENT =
        new Reading.Agent("agent", Value.Struct.EMPTY, false, null);
    private static final Reading USED = new Reading.Used(Value.Num.of(3));
    private static final Reading NOTHING_OPEN = new Reading.Count(0);
    private static final Reading NOT_DONE = new Reading.Truth(false);

    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public Reading read(FactKey key) {
      return switch (key) {
        case FactKey.AgentStanding agent -> AGENT;
        case FactKey.TokenStanding token -> Reading.Revocations.NONE;
        case FactKey.Usage usage -> USED;
        case FactKey.ApprovalFor approval -> Reading.Approval.NONE;
        case FactKey.OpenApprovals open -> NOTHING_OPEN;
        case FactKey.MailDomains ignored -> new Reading.Domains(new TreeSet<>());
        case FactKey.History history -> NOT_DONE;
        case FactKey.Redacted ignored -> new Reading.Unavailable("no state knows it");
      };
    }
  }
}
