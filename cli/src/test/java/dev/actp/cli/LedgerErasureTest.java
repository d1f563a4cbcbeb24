package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerErasureTest {
  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void serve() {
    String key = "a-key-of-the-operator-0123456789-abc";
    shell = new Shell(folder).with(Map.of("ACTP_DATA", "kept", "ACTP_BOOTSTRAP_KEY", key));
    shell
        .during(
            server -> {
              try (HttpApi api = new HttpApi(server.address(), key)) {
                api.post("/v1/agents", Documents.of("name", "bot", "owner", "dana"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .actp("serve", "--port", "0");
  }

  @Test
  void whatIsErasedIsSaidAndTheLedgerIsIntact() {
    Shell.Ran ran = shell.actp("ledger", "erase", "--records", "0-9");
    assertThat(ran.out()).isEqualTo("erased  1 record, 0 approvals, 0 tokens\n");
    assertThat(ran.exit()).isZero();
    assertThat(shell.actp("ledger", "erase", "--agent", "nobody").out())
        .isEqualTo("erased  0 records, 0 approvals, 0 tokens\n");
    assertThat(shell.actp("ledger", "erase", "--attribute", "customer_id=12").exit()).isZero();
    assertThat(shell.actp("ledger", "compact").exit()).isZero();
    assertThat(shell.actp("ledger", "compact", "--data", "other").exit()).isEqualTo(2);
    assertThat(shell.actp("ledger", "verify", "kept").out()).startsWith("intact");
  }

  @Test
  void whoseDataItIsHasToBeSaid() {
    assertThat(shell.actp("ledger", "erase").exit()).isEqualTo(2);
    assertThat(shell.actp("ledger", "erase", "--records", "5-4").exit()).isEqualTo(2);
    assertThat(shell.actp("ledger", "erase", "--attribute", "customer_id").exit()).isEqualTo(2);
    assertThat(shell.actp("ledger", "erase", "--agent", "a", "--records", "1-2").exit())
        .isEqualTo(2);
    assertThat(shell.actp("ledger", "erase", "--agent", "a", "--data", "other").exit())
        .isEqualTo(2);
  }

  @Test
  void aServerThatRunsIsAskedByItsApi() {
    List<Shell.Ran> ran = new ArrayList<>();
    shell
        .during(server -> ran.add(shell.actp("ledger", "erase", "--records", "0-0")))
        .actp("serve", "--port", "0");
    assertThat(ran).hasSize(1);
    assertThat(ran.getFirst().exit()).isEqualTo(2);
    assertThat(ran.getFirst().err())
        .contains("in use by")
        .endsWith("by POST /v1/erasures at its address\n");
  }

  @Test
  void theKeyIsExchanged() {
    assertThat(shell.actp("ledger", "rekey").out()).matches("rewrapped  \\d+ data keys?\n");
    assertThat(shell.actp("ledger", "erase", "--records", "0-0").exit()).isZero();
    assertThat(shell.actp("ledger", "rekey", "--data", "other").exit()).isEqualTo(2);
  }
}
