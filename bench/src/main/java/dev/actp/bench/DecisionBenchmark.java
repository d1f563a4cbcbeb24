package dev.actp.bench;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision in process, over facts that cost nothing: by rules in a policy, and by policies in a
 * tenant.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class DecisionBenchmark {
  private static final long ROOM_FOR_ALL = 200_000;

  /** A prime, so that neighbours in a tenant are not asked one after another. */
  private static final int STRIDE = 7_919;

  /** So few that they stay in the processor's cache, as a request does that was just read. */
  private static final int REQUESTS = 1 << 10;

  /** Policies in the tenant, and rules in each of them, one a capability. */
  @Param({"1x10", "1x100", "1x1000", "10x1", "100x1", "1000x1", "10000x1"})
  private String tenant = "";

  @Param({"true", "false"})
  private boolean allowed;

  private final PolicyDecider decider = new PolicyDecider();
  private CompiledPolicies policies = CompiledPolicies.NONE;
  private VerifiedToken[] tokens = {};
  private final Request[] requests = new Request[REQUESTS];
  private int next;

  @Setup
  public void setUp() {
    int count = Integer.parseInt(tenant.substring(0, tenant.indexOf('x')));
    int capabilities = Integer.parseInt(tenant.substring(tenant.indexOf('x') + 1));
    RuleCompiler compiler = new RuleCompiler(ROOM_FOR_ALL);
    Map<String, CompiledPolicy> byId = new HashMap<>();
    tokens = new VerifiedToken[count];
    for (int i = 0; i < count; i++) {
      Policy policy = Support.policy("policy-" + i, capabilities);
      byId.put("pol_" + i, compiler.compile(policy));
      tokens[i * STRIDE % count] = Support.token("pol_" + i, policy);
    }
    policies = new CompiledPolicies(byId, List.of());
    for (int i = 0; i < REQUESTS; i++) {
      requests[i] = Support.request(i * STRIDE % capabilities, allowed);
    }
    for (int i = 0; i < Math.max(count, REQUESTS); i++) {
      if ((decide().outcome() == Outcome.ALLOW) != allowed) {
        throw new IllegalStateException("a wrong verdict");
      }
    }
  }

  /** One decision for one token after another. */
  @Benchmark
  public Decision decide() {
    Request request = requests[next & (REQUESTS - 1)];
    VerifiedToken token = tokens[next % tokens.length];
    next = (next + 1) & Integer.MAX_VALUE;
    return decider.decide(policies, request, token, Support.FreeFacts.FREE);
  }
}
