package dev.actp.bench;

import dev.actp.runtime.token.ChainVerifier;
import dev.actp.runtime.token.HandingOn;
import dev.actp.runtime.token.HolderKey;
import dev.actp.runtime.token.KeyRing;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.MissBudget;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.token.TokenKey;
import dev.actp.runtime.token.TokenVerifier;
import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * A token verified: one that the server signed, and chains that holders handed on offline, a
 * signature a link. Remembered as a token is after its first use, and for the first time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class TokenBenchmark {
  private static final String TENANT = "bench";
  private static final String POLICY = "pol_support";
  private static final String CAPABILITY = "refund_order";
  private static final int REMEMBERED = 1_000;

  /** Links of the chain, the root included; the first is a token that the server signed. */
  @Param({"1", "2", "4", "8"})
  private int links;

  private final HolderKey[] holders = new HolderKey[8];
  private String text = "";
  private KeyRings rings = new KeyRings();
  private ChainVerifier remembering = verifier();

  private ChainVerifier verifier() {
    MissBudget budget = new MissBudget(Integer.MAX_VALUE, () -> Support.NOW);
    return new ChainVerifier(new TokenVerifier(rings, budget, REMEMBERED), budget, REMEMBERED);
  }

  @Setup
  public void setUp() {
    rings = new KeyRings();
    TokenKey key = TokenKey.generate(Purpose.CAPABILITY, KeyState.ACTIVE, Support.NOW);
    rings.put(KeyRing.of(TENANT, "urn:actp:bench", "urn:actp:decision-point", List.of(key)));
    for (int i = 0; i < links; i++) {
      holders[i] = HolderKey.generate();
    }
    text = root();
    for (int i = 1; i < links; i++) {
      text = handed(i);
    }
    remembering = verifier();
    remembered();
  }

  private String root() {
    var grant = new TokenIssuer.Grant(POLICY, "ab".repeat(32), false, List.of(CAPABILITY));
    var order =
        new TokenIssuer.Order(
            TENANT,
            "agent-0",
            Support.NOW,
            Support.NOW.plusSeconds(3_600),
            Value.Struct.EMPTY,
            List.of(grant),
            List.of(),
            holders[0].publicKey());
    return new TokenIssuer(rings, new SecureRandom()).issue(order).orElseThrow().text();
  }

  private String handed(int link) {
    HandingOn.Handed handed =
        HandingOn.delegate(
            holders[link - 1],
            text,
            new HandingOn.Link(
                "agent-" + link,
                holders[link].publicKey(),
                Support.NOW.plusSeconds(3_600),
                Map.of(POLICY, Set.of(CAPABILITY)),
                List.of()));
    if (!handed.problem().isEmpty()) {
      throw new IllegalStateException(handed.problem());
    }
    return handed.token();
  }

  /** What every use but the first costs. */
  @Benchmark
  public Verification remembered() {
    return genuine(remembering);
  }

  /** What the first use costs: each signature is checked, by a verifier that knows nothing yet. */
  @Benchmark
  public Verification firstSeen() {
    return genuine(verifier());
  }

  private Verification genuine(ChainVerifier verifier) {
    Verification found = verifier.verify(TENANT, "key-1", text);
    if (!(found instanceof Verification.Bound)) {
      throw new IllegalStateException("a wrong verdict: " + found);
    }
    return found;
  }
}
