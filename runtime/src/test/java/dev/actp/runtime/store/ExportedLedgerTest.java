package dev.actp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.ledger.Companion;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.PolicyVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExportedLedgerTest {
  private static final String NOTE = "{\"checkpoint\":\"any\"}";

  private static final PolicyVersion VERSION =
      new PolicyVersion(
          "pol_1",
          3,
          Policy.Kind.GUARDRAIL,
          "a \"name\"",
          "1",
          "ab",
          "p.actp",
          true,
          new TreeMap<>(Map.of("p.actp", "guardrail\n\t\"\u20ac\"", "b.actp", "")),
          Instant.parse("2026-02-16T15:00:00.000001Z"),
          17);

  private static String record(int second) {
    return "{\"at\":\"2026-02-16T15:00:0%d.000000Z\"}".formatted(second);
  }

  private static ExportedLedger open(@Nullable Instant from, @Nullable Instant to, String... lines)
      throws IOException {
    String text = String.join("\n", lines) + "\n";
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new ExportedLedger(new JsonLines(in), from, to);
  }

  private static List<String> rows(ExportedLedger export) {
    List<String> all = new ArrayList<>();
    for (LedgerRow row : export) {
      byte[] beside = row.beside();
      all.add(row.index() + " " + text(row.leaf()) + (beside == null ? "" : " " + text(beside)));
    }
    return all;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void what_goes_with_a_record_is_found_with_it() throws IOException {
    String policy = text(ExportedLedger.line(VERSION));
    String beside = text(Companion.BESIDE.line("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));

    ExportedLedger export =
        open(null, null, policy, record(0), beside, NOTE, record(1), NOTE, record(2), beside, NOTE);

    assertThat(export.versions()).containsExactly(VERSION);
    assertThat(rows(export))
        .containsExactly(
            "0 " + record(0) + " {\"a\":1}", "1 " + record(1), "2 " + record(2) + " {\"a\":1}");
    assertThatThrownBy(export.iterator()::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void a_span_begins_with_its_first_instant_and_ends_before_its_last() throws IOException {
    Instant from = Instant.parse("2026-02-16T15:00:01Z");
    Instant to = Instant.parse("2026-02-16T15:00:03Z");
    String[] all = {record(0), record(1), record(2), record(3)};
    assertThat(rows(open(from, to, all))).containsExactly("1 " + record(1), "2 " + record(2));
    assertThat(rows(open(from, null, all))).hasSize(3);
    assertThat(rows(open(null, to, all))).hasSize(3);
  }

  @Test
  void what_goes_with_nothing_is_refused() throws IOException {
    for (String line : List.of("{\"beside\":{}}", text(ExportedLedger.line(VERSION)))) {
      ExportedLedger export = open(null, null, record(0), NOTE, line);
      assertThatThrownBy(() -> rows(export)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> open(null, null, "{\"policy\":{\"kind\":\"x\"}}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_line_without_an_end_is_not_read() throws IOException {
    byte[] endless = new byte[3 * 1024 * 1024];
    Arrays.fill(endless, (byte) 'a');
    String text = record(0) + "\n" + record(1) + "\n" + text(endless);
    ExportedLedger export = open(null, null, text);
    assertThatThrownBy(() -> rows(export)).isInstanceOf(UncheckedIOException.class);
  }
}
