package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final String POLICY =
      """
      policy "refunds" version "%s"
      action pay(amount: decimal)
      capability pay on "order://**" {
        require amount <= %d
        limit %d per day
      }
      """;

  @TempDir Path folder;
  private Shell shell;

  /** A server decides five payments: 100, 400, 600, 300, 200. */
  @BeforeEach
  void decide() {
    shell = new Shell(folder).with(Map.of("ACTP_DATA", "kept"));
    shell.file("policies/refunds.actp", POLICY.formatted("1", 500, 10));
    shell.actp("serve", "policies", "--port", "0");
    String key = shell.actp("key", "new", "all").out().strip();
    shell.during(server -> pay(server.address(), key)).actp("serve", "policies", "--port", "0");
  }

  private static void pay(String address, String key) {
    try (HttpApi api = new HttpApi(address, key)) {
      api.post("/v1/agents", Documents.of("id", "bot", "name", "bot"));
      Value.Struct issued =
          api.post("/v1/tokens", Documents.of("agentId", "bot", "policies", List.of("refunds")));
      String token = Documents.text(issued, "token");
      for (int amount : new int[] {100, 400, 600, 300, 200}) {
        Value.Struct context = Documents.of("amount", amount);
        api.post(
            "/v1/enforce",
            Documents.of(
                "token", token, "action", "pay", "resource", "order://1", "context", context));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatWasRecordedIsDecidedTheSameAgain() {
    Shell.Ran ran = shell.actp("replay");
    assertThat(ran.out()).isEqualTo("5 decisions replayed: 5 the same, 0 different\n");
    assertThat(ran.exit()).isZero();
    assertThat(shell.actp("replay", "--format", "json", "--action", "pay").out())
        .contains("\"decisions\":5", "\"different\":0", "\"same\":5");
    assertThat(shell.actp("replay", "--agent", "other").out()).startsWith("0 decisions");
    assertThat(shell.actp("replay", "--to", "1d").out()).startsWith("0 decisions");
  }

  @Test
  void aRecordThatDoesNotTellHowItCameAboutFails() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kept/actp.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE record SET leaf = CAST(replace(CAST(leaf AS TEXT), '\"outcome\":\"deny\"',"
              + " '\"outcome\":\"allow\"') AS BLOB)");
    }
    Shell.Ran ran = shell.actp("replay");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith("different  aud_")
        .contains("outcome: recorded ALLOW, decided again DENY")
        .endsWith("5 decisions replayed: 4 the same, 1 different\n");
  }

  @Test
  void otherPoliciesAreTriedOut() {
    shell.file("proposed/refunds.actp", POLICY.formatted("2", 300, 10));
    Shell.Ran ran = shell.actp("replay", "--against", "proposed");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .startsWith("5 recorded decisions: 0 widened, 1 narrowed, 0 changed\n")
        .contains(
            """
            1 time  narrowed  allow -> deny  requirement_not_met
              refunds, pay: require amount <= 300
              agent bot on order://1, such as aud_\
            """);
    assertThat(shell.actp("replay", "--against", "proposed", "--fail-on", "widened").exit())
        .isZero();
    assertThat(shell.actp("replay", "--against", "proposed", "--fail-on", "narrowed").exit())
        .isEqualTo(4);
    assertThat(shell.actp("replay", "--against", "proposed", "--format", "markdown").out())
        .contains(
            "| 1 | narrowed | allow -> deny | refunds, pay: `require amount <= 300` | `bot` |");
    assertThat(shell.actp("replay", "--against", "proposed", "--format", "json").out())
        .contains("\"narrowed\":1", "\"estimated\":0", "\"code\":\"requirement_not_met\"");
  }

  @Test
  void whatIsLetMoreIsSeenToo() {
    shell.file("proposed/refunds.actp", POLICY.formatted("2", 700, 10));
    Shell.Ran ran = shell.actp("replay", "--against", "proposed", "--fail-on", "widened");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out()).contains("deny -> allow", "refunds, pay: require amount <= 500");
  }

  /** The counter keeps its identity where only its bound changes: its readings are exact. */
  @Test
  void aBoundIsHeldAgainstTheReadingsOfThen() {
    shell.file("proposed/refunds.actp", POLICY.formatted("2", 500, 3));
    assertThat(shell.actp("replay", "--against", "proposed").out())
        .startsWith("5 recorded decisions: 0 widened, 1 narrowed, 0 changed\n\n")
        .contains("limit_reached");
  }

  /** A counter that nobody kept then is kept along the way. */
  @Test
  void aNewCounterIsCountedFromTheBeginning() {
    String policy = POLICY.formatted("2", 500, 10).replace("10 per day", "2 per hour");
    shell.file("proposed/refunds.actp", policy);
    assertThat(shell.actp("replay", "--against", "proposed").out())
        .startsWith("5 recorded decisions: 0 widened, 2 narrowed, 0 changed\n")
        .contains("2 of these are estimates", "2 times  narrowed (estimate)  allow -> deny");
  }

  /** What an auditor gets: one file, and nothing of the server. */
  @Test
  void anExportWithValuesIsEnough() throws IOException {
    export("all.jsonl", "--values");
    String intact = shell.actp("ledger", "verify", "kept").out();
    assertThat(shell.actp("ledger", "verify", "all.jsonl").out()).isEqualTo(intact);
    assertThat(shell.actp("replay", "--data", "all.jsonl").out())
        .isEqualTo("5 decisions replayed: 5 the same, 0 different\n");
    assertThat(shell.actp("replay", "--data", "all.jsonl", "--to", "1d").out())
        .startsWith("0 decisions");
    shell.file("proposed/refunds.actp", POLICY.formatted("2", 300, 10));
    String[] against = {"replay", "--against", "proposed"};
    String[] exported = {"replay", "--against", "proposed", "--data", "all.jsonl"};
    assertThat(shell.actp(exported).out()).isEqualTo(shell.actp(against).out());
  }

  @Test
  void anExportThatWasChangedDoesNotReplay() throws IOException {
    export("all.jsonl", "--values");
    String all = shell.read("all.jsonl");

    shell.file("value.jsonl", all.replaceFirst("\"value\":\"400\"", "\"value\":\"200\""));
    Shell.Ran value = shell.actp("replay", "--data", "value.jsonl");
    assertThat(value.exit()).isEqualTo(1);
    assertThat(value.out()).contains("what is kept of `attribute.amount` is not what was sealed");

    shell.file("policy.jsonl", all.replaceFirst("amount <= 500", "amount <= 900"));
    Shell.Ran policy = shell.actp("replay", "--data", "policy.jsonl");
    assertThat(policy.exit()).isEqualTo(1);
    assertThat(policy.out()).contains("the policy `refunds` now compiles to another meaning");

    shell.file("erased.jsonl", all.replaceAll("\\{\"beside\":.*\n", ""));
    assertThat(shell.actp("replay", "--data", "erased.jsonl").out())
        .isEqualTo(
            """
            5 decisions replayed: 0 the same, 0 different
              5 not decided again: values were erased
            """);
  }

  @Test
  void anExportWithoutValuesOrOfAnotherFormIsUnusable() throws IOException {
    export("plain.jsonl");
    assertThat(shell.actp("replay", "--data", "plain.jsonl"))
        .isEqualTo(
            new Shell.Ran(
                2,
                "",
                "actp: `plain.jsonl` holds no policies: `actp ledger export --values` writes them"
                    + " too\n"));
    shell.file("policy.jsonl", "{\"policy\":{}}\n");
    assertThat(shell.actp("replay", "--data", "policy.jsonl").err())
        .isEqualTo("actp: `policy.jsonl` is no export: a line holds no policy\n");
    shell.file("lost.jsonl", "{\"beside\":{}}\n");
    assertThat(shell.actp("suggest", "--policy", "policies", "--data", "lost.jsonl").err())
        .isEqualTo(
            "actp: `lost.jsonl` is no export: a line goes with a record, and follows none\n");
    assertThat(shell.actp("replay", "--data", "plain.jsonl", "--tenant", "x").err())
        .isEqualTo("actp: `--tenant` is for data folders: an export is one tenant's\n");
    assertThat(shell.actp("ledger", "export", "kept", "--values", "--format", "csv").err())
        .isEqualTo("actp: `--values` goes with the format ledger: the others have them anyway\n");
  }

  private void export(String file, String... more) {
    List<String> words = new ArrayList<>(List.of("ledger", "export", "kept", "--output", file));
    words.addAll(List.of(more));
    Shell.Ran ran = shell.actp(words.toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  @Test
  void whatCannotBeReplayedIsUnusable() {
    assertThat(shell.actp("replay", "--data", "missing").exit()).isEqualTo(2);
    assertThat(shell.actp("replay", "--fail-on", "any").exit()).isEqualTo(2);
    assertThat(shell.actp("replay", "--tenant", "other").exit()).isEqualTo(2);
    assertThat(shell.actp("replay", "--from", "yesterday").exit()).isEqualTo(2);
    shell.file(
        "proposed/other.actp", "policy \"other\" version \"1\"\ncapability a on \"**\" {}\n");
    Shell.Ran ran = shell.actp("replay", "--against", "proposed");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no policy called `other` was ever in force there");
  }
}
