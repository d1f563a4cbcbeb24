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
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvidenceReaderTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  private final RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
  private final List<String> lines = new ArrayList<>();

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
    long index = lines.size();
    Instant at = START.plusSeconds(index);
    byte[] leaf = writer.write("acme", index, Leaf.NONE, at, entry).leaf();
    lines.add(new String(leaf, StandardCharsets.UTF_8));
  }

  private static Decision decision(Outcome outcome, Decision.@Nullable Monitored would) {
    Decision.Exercised exercised =
        outcome == Outcome.DENY || (would != null && would.outcome() == Outcome.DENY)
            ? null
            : new Decision.Exercised("pol_1", "pay");
    return new Decision(outcome, exercised, List.of(), List.of(), List.of(), would);
  }

  private Evidence read(EvidenceReader reader) throws IOException {
    String text = String.join("\n", lines) + "\n";
    try (JsonLines all =
        new JsonLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      return reader.read(all);
    }
  }

  private static List<Long> indexes(Evidence evidence) {
    return evidence.uses().stream().map(use -> use.record().index()).toList();
  }

  @Test
  void only_what_policies_allowed_is_a_use() throws IOException {
    record("a", decision(Outcome.ALLOW, null), false);
    record("a", decision(Outcome.DENY, null), false);
    record("a", decision(Outcome.NEEDS_APPROVAL, null), false);
    record("a", decision(Outcome.ALLOW, null), true);
    record("a", decision(Outcome.ALLOW, new Decision.Monitored(Outcome.DENY, List.of())), false);
    record("a", decision(Outcome.ALLOW, new Decision.Monitored(Outcome.ALLOW, List.of())), false);

    Evidence evidence = read(new EvidenceReader(null, null, null));

    assertThat(indexes(evidence)).containsExactly(0L, 5L);
    assertThat(evidence.monitored()).isEqualTo(1);
    assertThat(evidence.reached()).isNull();
  }

  @Test
  void a_span_begins_with_its_first_instant_and_ends_before_its_last() throws IOException {
    for (int i = 0; i < 6; i++) {
      record(i % 2 == 0 ? "a" : "b", decision(Outcome.ALLOW, null), false);
    }
    Instant from = START.plusSeconds(1);
    Instant to = START.plusSeconds(5);

    assertThat(indexes(read(new EvidenceReader(from, to, null)))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(indexes(read(new EvidenceReader(from, to, "b")))).containsExactly(1L, 3L);
  }

  @Test
  void of_more_uses_than_fit_the_newest_are_kept() throws IOException {
    for (int i = 0; i < 5; i++) {
      record("a", decision(Outcome.ALLOW, null), false);
    }

    assertThat(read(new EvidenceReader(5, null, null, null)).reached()).isNull();
    Evidence evidence = read(new EvidenceReader(4, null, null, null));

    assertThat(indexes(evidence)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(evidence.reached()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void a_line_that_is_no_record_is_refused() {
    lines.add("policy");
    EvidenceReader reader = new EvidenceReader(null, null, null);
    assertThatThrownBy(() -> read(reader)).isInstanceOf(IllegalArgumentException.class);
  }
}
