package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final String ROLES =
      """
      roles:
        support: {permissions: [read_customers, create_tickets]}
        admin: {permissions: [read_customers, delete_customers]}
      agents:
        support-bot: {roles: [support]}
        ops-bot: {roles: [admin]}
      """;

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void shell() {
    shell = new Shell(folder);
  }

  @Test
  void onePolicyIsPrinted() {
    shell.file("a.yaml", "name: a\nactions: [read]\nresources: [\"api://crm/*\"]\n");
    assertThat(shell.actp("import", "a.yaml"))
        .isEqualTo(
            new Shell.Ran(
                0, "policy \"a\" version \"1\"\n\ncapability read on \"api://crm/*\" {}\n", ""));
  }

  @Test
  void severalAreWrittenAndPassWhatACommitHasToPass() {
    shell.file("roles.yaml", ROLES);
    assertThat(shell.actp("import", "roles.yaml").err()).contains("name a folder by `--output`");
    Shell.Ran ran = shell.actp("import", "roles.yaml", "--output", "policies/");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .isEqualTo("written: policies/admin.actp\nwritten: policies/support.actp\n");
    assertThat(ran.err()).contains("warning[ACTP4003]: a role says nothing of resources");
    assertThat(shell.actp("check", "policies").exit()).isZero();
    assertThat(shell.actp("fmt", "--check", "policies").exit()).isZero();
  }

  @Test
  void nothingIsOverwrittenAndNothingIsHalfDone() {
    shell.file("roles.yaml", ROLES).file("p/support.actp", "mine");
    Shell.Ran ran = shell.actp("import", "roles.yaml", "-o", "p");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("`p/support.actp` is there already: nothing was written");
    assertThat(shell.read("p/support.actp")).isEqualTo("mine");
    assertThat(folder.resolve("p/admin.actp")).doesNotExist();
  }

  @Test
  void anErrorIsShownWhereItStandsAndNothingIsWritten() {
    shell
        .file("good.yaml", "name: a\nactions: [read]\n")
        .file("bad.json", "{\"name\": \"b\",\n \"actions\": [\"read\"],\n \"constrants\": {}}\n");
    Shell.Ran ran = shell.actp("import", "good.yaml", "bad.json", "-o", "p");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("error[ACTP4002]: `constrants` is not known: did you mean `constraints`?")
        .contains("--> bad.json:3:2\n")
        .contains("1 error: nothing was written");
    assertThat(folder.resolve("p")).doesNotExist();
  }

  @Test
  void namesDoNotLeadOutOfTheFolder() {
    shell.file("a.json", "{\"name\": \"../../Etc/Pass wd\", \"actions\": [\"read\"]}");
    assertThat(shell.actp("import", "a.json", "-o", "p").out())
        .isEqualTo("written: p/etc-pass-wd.actp\n");
    shell.file("b.json", "{\"name\": \"..\", \"actions\": [\"read\"]}");
    assertThat(shell.actp("import", "b.json", "-o", "p").out())
        .isEqualTo("written: p/policy.actp\n");
  }

  @Test
  void namesThatWouldMeetInOneFileAreKeptApart() {
    shell.file("r.yaml", "roles: {\"a b\": {permissions: [x]}, \"a-b\": {permissions: [y]}}\n");
    assertThat(shell.actp("import", "r.yaml", "-o", "p").out())
        .isEqualTo("written: p/a-b.actp\nwritten: p/a-b-2.actp\n");
  }

  @Test
  void permissionsThatNobodyUsedAreLeftOutAndNamed() {
    shell
        .file("roles.yaml", ROLES)
        .file(
            "audit.ndjson",
            record("support-bot", "read_customers", "allow")
                + record("support-bot", "create_tickets", "deny")
                + record("ops-bot", "read_customers", "allow").replace("}}", ",\"dry_run\":true}}")
                + "{\"kind\":\"act\",\"act\":\"token.issued\"}\n"
                + "{\"kind\":\"decision\",\"agent\":\"ops-bot\",\"action\":\"delete_customers\","
                + "\"outcome\":\"allow\"}\n");
    Shell.Ran ran = shell.actp("import", "roles.yaml", "--usage", "audit.ndjson", "-o", "p");
    assertThat(ran.exit()).isZero();
    assertThat(shell.read("p/support.actp"))
        .contains("capability read_customers")
        .doesNotContain("capability create_tickets");
    assertThat(shell.read("p/admin.actp"))
        .contains("capability delete_customers")
        .doesNotContain("capability read_customers");
    assertThat(ran.err())
        .contains("`create_tickets` was not used in 3 decisions: left out\n --> roles.yaml:2:43")
        .contains("`read_customers` was not used in 3 decisions: left out\n --> roles.yaml:3:25");
  }

  private static String record(String agent, String action, String outcome) {
    return "{\"audit_id\":\"aud_1\",\"agent\":\""
        + agent
        + "\",\"record\":{\"kind\":\"decision\",\"agent\":\""
        + agent
        + "\",\"action\":\""
        + action
        + "\",\"outcome\":\""
        + outcome
        + "\"}}\n";
  }

  @Test
  void aDataFolderIsALedgerToo() {
    shell.file("roles.yaml", ROLES).actp("serve", "--port", "0", "--data", "kept");
    Shell.Ran ran = shell.actp("import", "roles.yaml", "--usage", "kept", "-o", "p");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("none of its holders has an allowed request in the ledger");
    shell.file("empty/x", "");
    assertThat(shell.actp("import", "roles.yaml", "--usage", "empty").exit()).isEqualTo(2);
  }

  @Test
  void whereNoHolderWasSeenNothingIsLeftOut() {
    shell.file("roles.yaml", ROLES).file("audit.ndjson", record("other", "x", "allow"));
    Shell.Ran ran = shell.actp("import", "roles.yaml", "--usage", "audit.ndjson", "-o", "p");
    assertThat(ran.err()).contains("none of its holders has an allowed request in the ledger");
    assertThat(shell.read("p/support.actp")).contains("create_tickets");
  }

  @Test
  void whatCannotBeReadIsUnusable() {
    shell.file("roles.yaml", ROLES).file("audit.ndjson", "{\"kind\":\"decision\"}\nno record\n");
    assertThat(shell.actp("import", "missing.yaml").err())
        .isEqualTo("actp: there is no file `missing.yaml`\n");
    assertThat(shell.actp("import", "roles.yaml", "--usage", "missing").err())
        .isEqualTo("actp: there is no file or folder `missing`\n");
    assertThat(shell.actp("import", "roles.yaml", "--usage", "audit.ndjson").err())
        .startsWith("actp: `audit.ndjson` line 2 is no record: ");
    assertThat(Files.exists(folder.resolve("p"))).isFalse();
    assertThat(shell.actp("import").exit()).isEqualTo(2);
  }
}
