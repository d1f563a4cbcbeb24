package dev.actp.server;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.value.Value;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.PolicyBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a policy of its own decide two requests, before anybody is served: one that it permits and
 * one that it does not. So a server is ready only if its compiler and its engine work, and the
 * first caller does not wait for their classes. Nothing is recorded, and no tenant sees it.
 */
final class SelfTest {
  private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);
  private static final String ID = "self-test";
  private static final String POLICY =
      """
      policy "self-test" version "1"
      action read(rows: int)
      capability read on "self://test/*" { require rows >= 1 and rows <= 10 }
      """;

  private final PolicyBuilder builder;
  private final Decider decider;
  private final Instant now;

  SelfTest(PolicyBuilder builder, Decider decider, Instant now) {
    this.builder = builder;
    this.decider = decider;
    this.now = now;
  }

  /** What is wrong with the engine, or nothing. */
  Optional<String> problem() {
    try {
      return decide();
    } catch (RuntimeException e) {
      LOG.error("the self-test failed", e);
      return Optional.of("the self-test failed: " + e);
    }
  }

  private Optional<String> decide() {
    if (!(builder.buildOwn(ID, POLICY) instanceof Built.Ready ready)) {
      return Optional.of("the self-test's policy does not compile");
    }
    Outcome within = outcome(ready.policy(), 10);
    Outcome beyond = outcome(ready.policy(), 11);
    return within == Outcome.ALLOW && beyond == Outcome.DENY
        ? Optional.empty()
        : Optional.of("the self-test's policy answers %s and %s".formatted(within, beyond));
  }

  private Outcome outcome(CompiledPolicy policy, int rows) {
    var attributes = new Value.Struct(new TreeMap<>(Map.of("rows", Value.Num.of(rows))));
    var request = new Request(ID, "read", "self://test/1", attributes, null, null, true);
    var grant = new VerifiedToken.Grant(ID, null, Set.of("read"));
    var link = new VerifiedToken.Link(ID, ID, now, now.plusSeconds(60), List.of(grant));
    var token = new VerifiedToken(ID, ID, Value.Struct.EMPTY, List.of(link));
    var policies = new CompiledPolicies(Map.of(ID, policy), List.of());
    return decider.decide(policies, request, token, new Unused(now)).outcome();
  }

  /** The facts about an agent that has done nothing yet. */
  private record Unused(Instant now) implements Facts {
    @Override
    public Reading read(FactKey key) {
      return switch (key) {
        case FactKey.AgentStanding agent -> new Reading.Agent(ID, Value.Struct.EMPTY, false, null);
        case FactKey.TokenStanding token -> Reading.Revocations.NONE;
        case FactKey.Usage usage -> new Reading.Used(Value.Num.of(0));
        case FactKey.ApprovalFor approval -> Reading.Approval.NONE;
        case FactKey.OpenApprovals open -> new Reading.Count(0);
        case FactKey.MailDomains ignored -> new Reading.Domains(Collections.emptySortedSet());
        case FactKey.History history -> new Reading.Truth(false);
        case FactKey.Redacted ignored -> new Reading.Unavailable("no state knows it");
      };
    }
  }
}
