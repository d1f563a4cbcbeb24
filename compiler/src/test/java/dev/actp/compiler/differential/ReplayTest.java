package dev.actp.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Memo;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.ReadFacts;
import dev.actp.runtime.decision.RedactedFacts;
import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Fact;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.replay.Replayed;
import dev.actp.runtime.replay.Replayer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the engine decides in random worlds is decided the same by the reference from the record
 * alone, also where attributes are redacted: 20,000 cases in every build.
 */
class ReplayTest {
  private static final int SHARDS = 4;
  private static final int CASES_A_WORLD = 50;
  private static final long WORLDS = 400;
  private static final List<Set<String>> REDACTED =
      List.of(Set.of(), Set.of(), Set.of("note"), Set.of("amount", "to"), Set.of("query", "memo"));

  private final RuleCompiler compiler = new RuleCompiler();
  private final PolicyDecider engine = new PolicyDecider();
  private final RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
  private final RedactedFacts notes = new RedactedFacts();

  static LongStream shards() {
    return LongStream.range(0, SHARDS);
  }

  @ParameterizedTest
  @MethodSource("shards")
  void recordsAreEnoughToDecideAgain(long shard) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (long seed = shard; seed < WORLDS; seed += SHARDS) {
      World world = new World(seed, compiler::compile);
      Set<String> redacted = REDACTED.get((int) (seed / SHARDS % REDACTED.size()));
      for (int i = 0; i < CASES_A_WORLD; i++) {
        World.Case one = world.next();
        if (recordable(one)) {
          RecordedDecision recorded = record(one, redacted, true);
          assertThat(replayer(one.policies()).replay(recorded))
              .as("world %d, case %d, without %s: %s", seed, i, redacted, one.request())
              .isEqualTo(Replayed.Same.SAME);
          outcomes.merge(recorded.decision().outcome(), 1, Integer::sum);
        }
      }
    }
    assertThat(outcomes.keySet()).containsExactlyInAnyOrder(Outcome.values());
    assertThat(outcomes.values()).allSatisfy(count -> assertThat(count).isGreaterThan(300));
  }

  /** Erased records are none that differ; some are decided again all the same. */
  @Test
  void whatIsLeftOfErasedRecordsContradictsNothing() {
    Map<Replayed, Integer> results = new HashMap<>();
    for (long seed = 0; seed < 100; seed++) {
      World world = new World(seed, compiler::compile);
      for (int i = 0; i < CASES_A_WORLD; i++) {
        World.Case one = world.next();
        if (recordable(one)) {
          Replayed replayed = replayer(one.policies()).replay(record(one, Set.of(), false));
          results.merge(replayed, 1, Integer::sum);
        }
      }
    }
    assertThat(results.keySet())
        .containsExactlyInAnyOrder(
            Replayed.Skipped.ERASED, Replayed.SameThoughErased.SAME_THOUGH_ERASED);
    assertThat(results.get(Replayed.SameThoughErased.SAME_THOUGH_ERASED)).isGreaterThan(100);
  }

  /** No service takes the token of another tenant. */
  private static boolean recordable(World.Case one) {
    return one.request().tenant().equals(one.token().tenant());
  }

  private RecordedDecision record(World.Case one, Set<String> redacted, boolean kept) {
    ReadFacts facts = new ReadFacts(one.facts(), new Memo());
    Decision decision = engine.decide(one.policies(), one.request(), one.token(), facts);
    List<Fact> all = new ArrayList<>();
    facts.readings().forEach((key, reading) -> all.add(new Fact(key, reading)));
    Set<String> names = RedactedFacts.names(one.request(), redacted);
    if (!names.isEmpty()) {
      notes
          .of(one.policies(), one.request(), one.token(), facts.known(), names)
          .forEach((key, reading) -> all.add(new Fact(key, reading)));
    }
    Entry.Decided entry =
        new Entry.Decided(
            one.request(),
            one.token(),
            new Entry.Source("key", "k1", null, null, false),
            decision,
            all,
            one.policies(),
            List.of(),
            redacted,
            false);
    Sealed sealed = writer.write("acme", 0, Leaf.NONE, World.NOW, entry);
    return RecordedDecision.of(sealed.leaf(), kept ? sealed.beside() : null).orElseThrow();
  }

  private static Replayer replayer(CompiledPolicies policies) {
    Map<String, CompiledPolicy> all = new TreeMap<>(policies.byId());
    policies.guardrails().forEach(one -> all.put(one.policy().name(), one));
    List<PolicyVersion> versions = new ArrayList<>();
    all.forEach((id, policy) -> versions.add(version(id, policy)));
    return new Replayer(versions, version -> all.get(version.id()));
  }

  private static PolicyVersion version(String id, CompiledPolicy policy) {
    return new PolicyVersion(
        id,
        1,
        policy.policy().kind(),
        policy.policy().name(),
        "1",
        policy.digest(),
        id + ".actp",
        false,
        new TreeMap<>(),
        Instant.EPOCH,
        PolicyVersion.UNKNOWN);
  }
}
