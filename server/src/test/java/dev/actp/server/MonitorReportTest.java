package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies in monitor mode would have blocked. */
class MonitorReportTest {
  private static final String POLICY =
      """
      policy "trial" version "1"
      mode monitor until 2026-03-01
      action pay(amount: decimal)
      capability pay on "order://**" {
        require amount <= 500
        approval by "finance" when amount > 100
      }
      forbid pay on "order://closed/*"
      """;

  private TestServer test;
  private Client client;
  private String token;

  @BeforeEach
  void start() {
    test = TestServer.start();
    client = test.client();
    client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    client.post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
    token =
        client
            .post("/v1/tokens", "{\"agentId\": \"bot\", \"ttl\": \"30d\"}")
            .expect(201)
            .text("token");
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private Answer pay(String resource, int amount) {
    String context = "{\"amount\": " + amount + "}";
    return Refunds.enforce(client, token, "pay", resource, context).expect(200);
  }

  @Test
  void sumsUpByClauseWhatWouldHaveBeenBlocked() {
    pay("order://1", 50);
    pay("order://1", 200);
    Answer over = pay("order://1", 501);
    pay("order://2", 900);
    pay("order://closed/1", 50);
    assertThat(over.text("decision")).isEqualTo("allowed");
    assertThat(over.text("monitored.would_be")).isEqualTo("denied");
    test.restart();

    Answer report = test.client().get("/v1/monitor-report").expect(200);

    assertThat(report.text("would_be_denied")).isEqualTo("2");
    assertThat(report.text("would_need_approval")).isEqualTo("1");
    assertThat(report.text("clauses.0.clause")).isEqualTo("require amount <= 500");
    assertThat(report.text("clauses.0.decisions")).isEqualTo("2");
    assertThat(report.text("clauses.0.policy_name")).isEqualTo("trial");
    assertThat(report.text("clauses.0.code")).isEqualTo("requirement_not_met");
    assertThat(report.text("clauses.1.code")).isEqualTo("approval_needed");
    assertThat(report.text("clauses.2.code")).isEmpty();
  }

  @Test
  void isOverATimeSpanAndAPolicy() {
    pay("order://1", 501);
    test.advance(Duration.ofHours(2));
    pay("order://1", 502);

    assertThat(report("")).isEqualTo("2");
    assertThat(report("?from=1h")).isEqualTo("1");
    assertThat(report("?to=1h")).isEqualTo("1");
    assertThat(report("?from=2026-02-16T10:00:00Z&to=2026-02-16T10:00:01Z")).isEqualTo("1");
    assertThat(report("?from=2026-02-16T10:00:01Z&to=2026-02-16T12:00:00Z")).isEqualTo("0");
    assertThat(report("?policy=trial")).isEqualTo("2");
  }

  private String report(String query) {
    return client.get("/v1/monitor-report" + query).expect(200).text("would_be_denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?from=soon", "?to=x", "?policy=none", "?form=1h", "?from=1h&from=2h"})
  void aSpanThatIsNoneIsRefused(String query) {
    client.get("/v1/monitor-report" + query).expectProblem(400, "invalid_query");
  }
}
