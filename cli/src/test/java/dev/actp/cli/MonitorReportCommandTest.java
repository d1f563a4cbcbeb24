package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorReportCommandTest {
  @TempDir Path folder;

  @Test
  void saysByClauseWhatWouldHaveBeenBlocked() {
    String until = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
    Shell shell = new Shell(folder).with(Map.of("ACTP_DATA", "kept"));
    shell.file(
        "policies/trial.actp",
        """
        policy "trial" version "1"
        mode monitor until %s
        action pay(amount: decimal)
        capability pay on "order://**" { require amount <= 500 }
        """
            .formatted(until));
    shell.actp("serve", "policies", "--port", "0");
    String key = shell.actp("key", "new", "all").out().strip();
    shell.during(server -> pay(server.address(), key)).actp("serve", "policies", "--port", "0");

    String text = shell.actp("monitor-report").out();
    String json = shell.actp("monitor-report", "--format", "json", "--policy", "trial").out();

    assertThat(text)
        .startsWith("1 decision monitored: 1 would be denied, 0 would need approval\n")
        .contains("1 time  requirement_not_met  trial\n  pay: require amount <= 500\n");
    assertThat(json).contains("\"would_be_denied\":1", "\"clause\":\"require amount <= 500\"");
    assertThat(shell.actp("monitor-report", "--to", "1d").out()).startsWith("0 decisions");
  }

  private static void pay(String address, String key) {
    try (HttpApi api = new HttpApi(address, key)) {
      api.post("/v1/agents", Documents.of("name", "bot"));
      Value.Struct issued =
          api.post("/v1/tokens", Documents.of("agentId", "bot", "policies", List.of("trial")));
      api.post(
          "/v1/enforce",
          Documents.of(
              "token",
              Documents.text(issued, "token"),
              "action",
              "pay",
              "resource",
              "order://1",
              "context",
              Documents.of("amount", 501)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
