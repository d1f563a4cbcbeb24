package dev.actp.compiler.differential;

import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.Typing;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.testing.Narrowable;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A tenant with its policies, from a seed; and requests put to it. */
final class World {
  static final Instant NOW = Instant.parse("2026-02-16T15:00:00Z");

  private final Dice dice;
  private final CompiledPolicies policies;
  private final Requests requests;
  private final Situation usual;
  private final Map<Narrowing, Attenuation> narrowings = new HashMap<>();

  World(long seed, Function<Policy, CompiledPolicy> compiler) {
    dice = new Dice(seed);
    requests = new Requests(dice);
    usual = usual();
    Patterns patterns = new Patterns(dice);
    Map<String, CompiledPolicy> byId = new LinkedHashMap<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      String id = "p" + (i - 1);
      CompiledPolicy compiled = compiler.apply(generate(patterns, Policy.Kind.POLICY, id));
      byId.put(id, new Narrowable(compiled, this::meaning));
    }
    List<CompiledPolicy> guardrails = new ArrayList<>();
    if (dice.percent(30)) {
      guardrails.add(compiler.apply(generate(patterns, Policy.Kind.GUARDRAIL, "g0")));
    }
    policies = new CompiledPolicies(byId, guardrails);
  }

  private Policy generate(Patterns patterns, Policy.Kind kind, String name) {
    Expressions expressions = new Expressions(dice, patterns, usual);
    return new Policies(dice, expressions, patterns).policy(kind, name);
  }

  /** A case: what a decider is given. */
  record Case(CompiledPolicies policies, Request request, VerifiedToken token, Facts facts) {}

  Case next() {
    return new Case(
        policies,
        dice.percent(85) ? aimed() : requests.next(),
        token(),
        new HashFacts(dice.seed(), NOW));
  }

  /** A request for what some capability grants, mostly as it usually comes. */
  private Request aimed() {
    Policy policy = dice.oneOf(List.copyOf(policies.byId().values())).policy();
    Capability capability = dice.oneOf(policy.capabilities());
    Request base = dice.percent(75) ? usual.request() : requests.next();
    return new Request(
        "acme",
        dice.oneOf(capability.actions()),
        requests.resource(dice.oneOf(capability.resources())),
        base.attributes(),
        base.ip(),
        base.reason(),
        base.enforcesObligations());
  }

  private VerifiedToken token() {
    List<VerifiedToken.Link> links = new ArrayList<>();
    int length = dice.percent(80) ? 1 : dice.between(2, 3);
    for (int i = 0; i < length; i++) {
      links.add(link(i));
    }
    return new VerifiedToken(
        "acme", "jti0", dice.percent(75) ? usual.token().values() : sessionValues(), links);
  }

  private VerifiedToken.Link link(int depth) {
    List<VerifiedToken.Grant> grants = new ArrayList<>();
    for (var policy : policies.byId().entrySet()) {
      if (dice.percent(93)) {
        var names = policy.getValue().policy().capabilities();
        grants.add(
            new VerifiedToken.Grant(
                dice.below(200) == 0 ? "unknown" : policy.getKey(),
                dice.below(200) == 0 ? "0000" : null,
                names.stream()
                    .filter(any -> dice.percent(97))
                    .map(one -> one.name())
                    .collect(Collectors.toSet())));
      }
    }
    return new VerifiedToken.Link(
        "jti" + depth,
        "agent" + depth,
        NOW.plusSeconds(dice.percent(99) ? 30 : 31),
        NOW.plusSeconds(dice.below(200) == 0 ? 0 : 1),
        grants,
        depth == 0 ? List.of() : narrowings());
  }

  /** Clauses and resources of other capabilities, which fit or fail as they may. */
  private List<Narrowing> narrowings() {
    List<Narrowing> all = new ArrayList<>();
    for (var policy : policies.byId().entrySet()) {
      List<Capability> capabilities = policy.getValue().policy().capabilities();
      if (!capabilities.isEmpty() && dice.percent(60)) {
        Capability other = capabilities.get(dice.below(capabilities.size()));
        String capability = capabilities.get(dice.below(capabilities.size())).name();
        String text = "narrowing " + narrowings.size();
        Narrowing narrowing = new Narrowing(policy.getKey(), capability, List.of(), text);
        narrowings.put(narrowing, meaning(other));
        all.add(narrowing);
      }
    }
    return all;
  }

  private Attenuation meaning(Narrowing narrowing) {
    return narrowings.getOrDefault(narrowing, new Attenuation.Unclear("never written"));
  }

  private Attenuation meaning(Capability other) {
    Expr within = new Expr.Matches(Expr.Root.RESOURCE, other.resources().getFirst());
    return dice.percent(5)
        ? new Attenuation.Unclear("nobody knows")
        : new Attenuation.Narrower(
            dice.percent(50) ? within : null, dice.percent(70) ? other.clauses() : List.of());
  }

  private Value.Struct sessionValues() {
    Map<String, Value> values = new TreeMap<>();
    values.put("customer", new Value.Text(dice.percent(90) ? "c1" : dice.oneOf("c2", "c1/7", "")));
    values.put("regions", Vocabulary.texts(dice.percent(95) ? List.of("eu", "us") : List.of()));
    if (dice.percent(50)) {
      values.put("ceiling", Value.Num.of(dice.between(0, 600)));
    }
    return new Value.Struct(new TreeMap<>(values));
  }

  /** One situation, in which expressions are bent to be true. */
  private Situation usual() {
    Request request = requests.next();
    while (Typing.attributes(Vocabulary.DECLARATIONS.get("pay"), request.attributes())
        instanceof Fault) {
      request = requests.next();
    }
    VerifiedToken token =
        new VerifiedToken(
            "acme",
            "jti0",
            sessionValues(),
            List.of(new VerifiedToken.Link("jti0", "agent0", NOW, NOW.plusSeconds(1), List.of())));
    Policy empty =
        new Policy(
            Policy.Kind.POLICY,
            "empty",
            "1",
            null,
            Vocabulary.SESSION,
            Vocabulary.AGENT,
            Vocabulary.DECLARATIONS,
            List.of(),
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
    return new Situation(
        empty,
        request,
        token,
        token.leaf(),
        "worker",
        Typing.attributes(Vocabulary.DECLARATIONS.get(request.action()), request.attributes()),
        Typing.values(Vocabulary.SESSION, token.values(), "session"),
        new Value.Struct(new TreeMap<>(Map.of("team", new Value.Text("red")))),
        new HashFacts(7, NOW));
  }
}
