package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever runs a server sees of it on a port of its own. */
class MetricsTest {
  private static final String BREAKER =
      """
      policy "breaking" version "1"
      action touch()
      capability touch on "doc://**" { }
      breaker 2 denials in 5m suspends 30m
      """;

  private Refunds refunds;
  private Client inside;
  private String token;

  @BeforeEach
  void start() {
    refunds = new Refunds(config -> config.withMetrics("127.0.0.1", 0));
    inside = inside(refunds.test.server());
    token = refunds.token().text("token");
  }

  @AfterEach
  void stop() {
    refunds.close();
  }

  private static Client inside(ActpServer server) {
    Client client = Client.of(server, "");
    return new Client(client.http(), "http://127.0.0.1:" + server.metricsPort(), Map.of());
  }

  /** What is shown now, by series. */
  private Map<String, Double> scrape() {
    Answer answer = inside.get("/metrics").expect(200);
    assertThat(answer.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    Map<String, Double> series = new TreeMap<>();
    for (String line : answer.body().split("\n", -1)) {
      if (!line.startsWith("#") && !line.isEmpty()) {
        int blank = line.lastIndexOf(' ');
        Double before =
            series.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
        assertThat(before).as(line).isNull();
      }
    }
    return series;
  }

  @Test
  void whatIsDecidedAndRefusedIsCounted() {
    assertThat(refunds.read(token).text("allowed")).isEqualTo("true");
    refunds.refund(token, "501").expect(200);
    refunds.refund(token, "200").expect(200);
    refunds.client.post("/v1/enforce?dryRun=true", refund("1", "")).expect(200);
    for (int i = 0; i < 2; i++) {
      refunds.client.post("/v1/enforce", refund("1", ", \"requestId\": \"r\"")).expect(200);
    }
    String batch =
        "{\"requests\": [%s, %s]}".formatted(refund("501", ""), refund("1", "").replace("ey", "x"));
    refunds.client.post("/v1/enforce/batch", batch).expect(200);
    refunds.client.post("/v1/enforce", "{").expectProblem(400, "invalid_json");
    refunds.client.post("/access/v1/evaluation", "{").expect(400);

    assertThat(scrape())
        .containsEntry("actp_decisions_total{outcome=\"allow\"}", 2.0)
        .containsEntry("actp_decisions_total{outcome=\"deny\"}", 2.0)
        .containsEntry("actp_decisions_total{outcome=\"needs_approval\"}", 1.0)
        .containsEntry("actp_dry_runs_total{outcome=\"allow\"}", 1.0)
        .containsEntry("actp_decisions_repeated_total", 1.0)
        .containsEntry("actp_untrusted_tokens_total", 1.0)
        .containsEntry("actp_denials_total{reason=\"requirement_not_met\"}", 2.0)
        .containsEntry("actp_denials_total{reason=\"limit_reached\"}", 0.0)
        .containsEntry("actp_http_refusals_total{code=\"invalid_json\"}", 2.0)
        .containsEntry("actp_http_answers_total{status=\"client_error\"}", 2.0)
        .containsEntry("actp_decision_stage_seconds_count{stage=\"whole\"}", 7.0)
        .containsEntry("actp_decision_stage_seconds_count{stage=\"read\"}", 7.0)
        .containsEntry("actp_decision_stage_seconds_count{stage=\"queue\"}", 7.0)
        .containsEntry("actp_decision_stage_seconds_count{stage=\"decide\"}", 7.0)
        .containsEntry("actp_approvals_pending", 1.0)
        .containsEntry("actp_store_up", 1.0)
        .containsEntry("actp_queue_waiting", 0.0)
        .hasEntrySatisfying(
            "actp_decision_stage_seconds_count{stage=\"commit\"}",
            commits -> assertThat(commits).isPositive())
        .hasEntrySatisfying("actp_http_connections", open -> assertThat(open).isPositive());
  }

  private String refund(String amount, String more) {
    String body = Refunds.body(token, "process_refund", "order://12/1", "{\"amount\": %s}");
    return body.formatted(amount).replaceFirst("}$", more + "}");
  }

  @Test
  void agentsThatABreakerSuspendedAreCounted() {
    refunds.client.post("/v1/policies", "text/x-actp", BREAKER).expect(201);
    String other =
        refunds
            .client
            .post("/v1/tokens", "{\"agentId\": \"bot\", \"policyId\": \"breaking\"}")
            .expect(201)
            .text("token");
    for (int i = 0; i < 2; i++) {
      Answer denied = Refunds.enforce(refunds.client, other, "touch", "other://x", "{}");
      assertThat(denied.text("reasons.0.code")).isEqualTo("capability_not_granted");
    }

    assertThat(scrape())
        .containsEntry("actp_agents_suspended", 1.0)
        .containsEntry("actp_breakers_tripped_total", 1.0);
  }

  @Test
  void theLedgersLagIsWhatNoCheckpointCovers() {
    refunds.client.post("/v1/ledger/checkpoint", "").expect(200);
    Map<String, Double> before = scrape();
    refunds.read(token).expect(200);
    Map<String, Double> after = scrape();

    assertThat(before)
        .containsEntry("actp_ledger_unsigned_records", 0.0)
        .containsEntry("actp_ledger_state{state=\"unanchored\"}", 1.0)
        .containsEntry("actp_ledger_state{state=\"sealed\"}", 0.0);
    Double records = before.get("actp_ledger_records");
    assertThat(records).isNotNull().isPositive();
    assertThat(after)
        .containsEntry("actp_ledger_records", records + 1)
        .containsEntry("actp_ledger_unanchored_records", records + 1)
        .containsEntry("actp_ledger_unsigned_records", 1.0);
    assertThat(after.get("actp_ledger_unindexed_records")).isBetween(0.0, records + 1);
  }

  /** A series is there from the start, or never; and nothing that was sent can be read in one. */
  @Test
  void hostileInputAddsNoSeries() {
    Set<String> before = own(scrape().keySet());
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      String odd = "mark" + random.nextInt(1_000_000);
      Client caller =
          refunds
              .client
              .and("X-Request-Id", odd)
              .and("traceparent", "00-" + odd + "-00f067aa0ba902b7-01")
              .and("User-Agent", odd);
      Refunds.enforce(caller, token, odd, odd + "://x", "{\"" + odd + "\": 1}").expect(200);
      Refunds.enforce(caller, odd, odd, odd, "{}");
      caller.get("/v1/" + odd + "?" + odd + "=1");
      caller.post("/v1/agents", "{\"name\": \"" + odd + "\"}").expect(201);
      caller.with(Map.of("X-Api-Key", odd)).get("/v1/agents").expect(401);
      caller.with(Map.of("X-Api-Key", odd)).get("/metrics/" + odd);
      inside.get("/metrics?" + odd + "=1").expectProblem(400, "invalid_query");
    }
    String all = inside.get("/metrics").expect(200).body();

    assertThat(own(scrape().keySet())).as("seed %d", seed).isEqualTo(before);
    assertThat(all).doesNotContain("mark", refunds.test.server().tenant(), "refunds");
  }

  /** Java's own depend on what it does, such as the causes of collections of garbage. */
  private static Set<String> own(Set<String> series) {
    Set<String> own = new TreeSet<>(series);
    own.removeIf(one -> !one.startsWith("actp_"));
    assertThat(own).hasSizeGreaterThan(100);
    return own;
  }

  @Test
  void thePortsHaveNothingInCommon() throws IOException {
    refunds.client.get("/metrics").expectProblem(404, "not_found");
    assertThat(refunds.client.get("/health/ready").expect(200).body()).doesNotContain("bytes");
    for (String path : List.of("/v1/agents", "/.well-known/jwks.json", "/docs", "/")) {
      inside.get(path).expectProblem(404, "not_found");
    }
    inside.post("/v1/enforce", refund("1", "")).expectProblem(404, "not_found");
    inside.post("/metrics", "{}").expectProblem(405, "method_not_allowed");
  }

  @Test
  void everyMetricIsInTheDocs() throws IOException {
    String docs = Files.readString(Path.of("../docs/operating.md"));
    Set<String> documented = new TreeSet<>();
    Matcher named = Pattern.compile("`(actp_[a-z_]+)[{`]").matcher(docs);
    while (named.find()) {
      documented.add(named.group(1));
    }
    Set<String> shown = new TreeSet<>();
    for (String series : own(scrape().keySet())) {
      shown.add(series.replaceFirst("\\{.*", "").replaceFirst("_seconds_.*", "_seconds"));
    }
    assertThat(documented).isEqualTo(shown);
  }

  @Test
  void theDetailsOfHealthAreNumbers() {
    refunds.read(token).expect(200);

    Answer details = inside.get("/health/ready").expect(200);

    assertThat(details.text("status")).isEqualTo("ok");
    assertThat(details.text("ledger")).isEqualTo("unanchored");
    assertThat(Long.parseLong(details.text("store.used_bytes"))).isPositive();
    assertThat(Long.parseLong(details.text("store.disk_free_bytes"))).isPositive();
    assertThat(details.text("queue.most")).isEqualTo("8192");
    assertThat(Long.parseLong(details.text("records.all"))).isPositive();
    assertThat(details.body()).doesNotContain(refunds.test.server().tenant());
    inside.get("/health/live").expect(200);
  }

  @Test
  void aServerWithoutThePortHasNone() {
    try (TestServer plain = TestServer.start()) {
      assertThat(plain.server().metricsPort()).isZero();
      plain.client().get("/metrics").expectProblem(404, "not_found");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed(@TempDir Path other) {
    int taken = refunds.test.server().metricsPort();
    Config config = Config.of(other).at("127.0.0.1", 0).withMetrics("127.0.0.1", taken);
    assertThat(ActpServer.start(config))
        .isEqualTo(
            Start.Failed.because(
                "port " + taken + " of `127.0.0.1` is in use: choose another by --metrics"));
  }
}
