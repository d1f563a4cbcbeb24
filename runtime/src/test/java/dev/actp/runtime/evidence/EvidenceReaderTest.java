package dev.actp.runtime.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvidenceReaderTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  private final RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
  private final List<LedgerRow> rows = new ArrayList<>();

  private void record(String agent, Decision decision, boolean dryRun) {
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti-" + agent,
            agent,
            START,
            START.plusSeconds(600),
            List.of(new VerifiedToken.Grant("pol_1", null, Set.of("pay"))));
    Entry.Decided entry =
        new Entry.Decided(
            new Request("acme", "pay", "till://1", Value.Struct.EMPTY, null, null, true),
            new VerifiedToken("acme", link.jti(), Value.Struct.EMPTY, List.of(link)),
            new Entry.Source("key", "k", null, null, dryRun),
            decision,
            List.of(),
            CompiledPolicies.NONE,
            List.of(),
            Set.of(),
            false);
    long index = rows.size();
    Sealed sealed = writer.write("acme", index, Leaf.NONE, START.plusSeconds(index), entry);
    rows.add(new LedgerRow(index, sealed.leaf(), sealed.beside()));
  }

  private static Decision decision(Outcome outcome, Decision.@Nullable Monitored would) {
    Decision.Exercised exercised =
        outcome == Outcome.DENY || (would != null && would.outcome() == Outcome.DENY)
            ? null
            : new Decision.Exercised("pol_1", "pay");
    return new Decision(outcome, exercised, List.of(), List.of(), List.of(), would);
  }

  private Evidence read(int most, @Nullable String agent) {
    Lifetimes lifetimes = jti -> jti.equals("jti-a") ? Duration.ofMinutes(10) : null;
    return EvidenceReader.read(most, rows, List.of(), lifetimes, agent);
  }

  private static List<Long> indexes(Evidence evidence) {
    return evidence.uses().stream().map(use -> use.record().index()).toList();
  }

  @Test
  void only_what_policies_allowed_is_a_use() {
    record("a", decision(Outcome.ALLOW, null), false);
    record("a", decision(Outcome.DENY, null), false);
    record("a", decision(Outcome.NEEDS_APPROVAL, null), false);
    record("a", decision(Outcome.ALLOW, null), true);
    record("a", decision(Outcome.ALLOW, new Decision.Monitored(Outcome.DENY, List.of())), false);
    record("a", decision(Outcome.ALLOW, new Decision.Monitored(Outcome.ALLOW, List.of())), false);

    Evidence evidence = read(100, null);

    assertThat(indexes(evidence)).containsExactly(0L, 5L);
    assertThat(evidence.monitored()).isEqualTo(1);
    assertThat(evidence.reached()).isNull();
  }

  @Test
  void an_agent_may_be_chosen_and_lifetimes_are_those_of_root_tokens() {
    record("a", decision(Outcome.ALLOW, null), false);
    record("b", decision(Outcome.ALLOW, null), false);

    Evidence evidence = read(5, null);

    assertThat(evidence.uses())
        .extracting(Use::lifetime)
        .containsExactly(Duration.ofMinutes(10), null);
    assertThat(indexes(read(5, "b"))).containsExactly(1L);
  }

  @Test
  void of_more_uses_than_fit_the_newest_are_kept() {
    for (int i = 0; i < 5; i++) {
      record("a", decision(Outcome.ALLOW, null), false);
    }

    assertThat(read(5, null).reached()).isNull();
    Evidence evidence = read(4, null);

    assertThat(indexes(evidence)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(evidence.reached()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void what_is_no_record_is_refused() {
    rows.add(new LedgerRow(0, "policy".getBytes(StandardCharsets.UTF_8), null));
    assertThatThrownBy(() -> read(5, null)).isInstanceOf(IllegalArgumentException.class);
  }
}
