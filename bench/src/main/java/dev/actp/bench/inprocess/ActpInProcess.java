package dev.actp.bench.inprocess;

import dev.actp.bench.Support;
import dev.actp.bench.workload.Actp;
import dev.actp.bench.workload.Ask;
import dev.actp.bench.workload.Subject;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Ours: a token that names the policy which the request is about. */
final class ActpInProcess implements InProcess {
  private static final long ROOM_FOR_ALL = 200_000;

  private final PolicyDecider decider = new PolicyDecider();
  private final CompiledPolicies policies;
  private final Request[] requests;
  private final VerifiedToken[] tokens;

  ActpInProcess(List<Subject> subjects, List<Ask> asks) {
    RuleCompiler rules = new RuleCompiler(ROOM_FOR_ALL);
    Map<String, CompiledPolicy> byId = new HashMap<>();
    for (Subject subject : subjects) {
      Policy policy =
          PolicyCompiler.compileText(subject.kind() + ".actp", Actp.policy(subject))
              .policy()
              .orElseThrow();
      byId.put(subject.kind(), rules.compile(policy));
    }
    policies = new CompiledPolicies(byId, List.of());
    requests = asks.stream().map(ActpInProcess::request).toArray(Request[]::new);
    Map<String, VerifiedToken> known = new HashMap<>();
    tokens =
        asks.stream()
            .map(ask -> known.computeIfAbsent(Actp.token(ask), none -> token(ask)))
            .toArray(VerifiedToken[]::new);
  }

  @Override
  public boolean allows(int request) {
    return decider
            .decide(policies, requests[request], tokens[request], Support.FreeFacts.FREE)
            .outcome()
        == Outcome.ALLOW;
  }

  private static Request request(Ask ask) {
    return new Request(
        "t",
        ask.action(),
        ask.resource(),
        new Value.Struct(
            new TreeMap<>(
                Map.of(
                    "amount", Value.Num.of(ask.amount()),
                    "approved", ask.approved() ? Value.Bool.TRUE : Value.Bool.FALSE,
                    "columns", texts(ask.columns()),
                    "hour", Value.Num.of(ask.hour()),
                    "day", Value.Num.of(ask.day()),
                    "email", new Value.Text(ask.email())))),
        null,
        null,
        false);
  }

  private static VerifiedToken token(Ask ask) {
    String policy = ask.subject().kind();
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti",
            "agent",
            Support.NOW,
            Support.NOW.plusSeconds(3_600),
            List.of(new VerifiedToken.Grant(policy, null, Set.of(ask.subject().action()))));
    Value.Struct session =
        new Value.Struct(
            new TreeMap<>(
                Map.of(
                    "customer_id",
                    new Value.Text(Ask.CUSTOMER),
                    "roles",
                    texts(List.of(ask.role())))));
    return new VerifiedToken("t", "jti", session, List.of(link));
  }

  private static Value texts(List<String> words) {
    return new Value.Sequence(words.stream().<Value>map(Value.Text::new).toList());
  }
}
