package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
  private static final String KEY = "a-key-of-the-operator-0123456789-abc";
  private static final Pattern PRINTED_KEY = Pattern.compile("-H 'X-Api-Key: (\\S+)'");
  private static final Pattern PRINTED_BODY = Pattern.compile("-d '(.*)'");

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void policies() {
    shell = new Shell(folder);
    shell
        .file("policies/good.actp", CheckCommandTest.GOOD)
        .file(
            "policies/good_test.actp",
            """
            tests for "good.actp"
            at 2026-01-05T10:00:00Z
            test "too many rows" { read_page on "https://a.example" { rows: 51 } => deny by require }
            test "a page" { read_page on "https://a.example/it's" { rows: 1 } => allow }
            """);
  }

  @Test
  void theFirstStartShowsTheKeyAndARequestThatWorksAsItIsPrinted() {
    Shell.Ran ran = shell.actp("serve", "policies", "--port", "0");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .containsPattern("is ready at http://127.0.0.1:\\d+\n")
        .contains("policies  1 policy of policies\n", "data      actp-data\n")
        .containsPattern("API key   actk_[\\w-]+\n");
    String key = group(PRINTED_KEY, ran.out());
    String body = group(PRINTED_BODY, ran.out()).replace("'\\''", "'");
    AtomicReference<Value> decision = new AtomicReference<>();
    Shell.Ran again =
        shell
            .during(server -> decision.set(decision(server.address(), key, body)))
            .actp("serve", "policies", "--port", "0");
    assertThat(decision).hasValue(new Value.Text("allowed"));
    assertThat(again.out()).doesNotContain("actk_").contains("the one of the first start");
  }

  @Test
  void howManyDenialsAreRecordedIsSaid() {
    Shell.Ran ran = shell.actp("serve", "policies", "--port", "0", "--ledger-room", "1");
    assertThat(ran.err()).isEmpty();
    String key = group(PRINTED_KEY, ran.out());
    String body =
        group(PRINTED_BODY, ran.out()).replace("'\\''", "'").replace("read_page", "write_page");
    AtomicReference<Value.Struct> denied = new AtomicReference<>();
    Shell.Ran again =
        shell
            .with(Map.of("ACTP_LEDGER_ROOM", "1"))
            .during(server -> denied.set(answer(server.address(), key, body)))
            .actp("serve", "policies", "--port", "0", "--denials-recorded", "0");
    assertThat(again.err()).isEmpty();
    assertThat(denied)
        .hasValueSatisfying(
            answer -> assertThat(answer.members()).containsEntry("recorded", Value.Bool.FALSE));
  }

  @ParameterizedTest
  @CsvSource({
    "--denials-recorded, 100001, number of denials: a number from 0 to 100000 is",
    "--denials-recorded, -1, number of denials: a number from 0 to 100000 is",
    "--denials-recorded, many, number of denials: a number from 0 to 100000 is",
    "--ledger-room, 1000000000, number of mebibytes: a number from 0 to 999999999 is",
    "--ledger-room, 1.5, number of mebibytes: a number from 0 to 999999999 is"
  })
  void boundsOfWhatIsWrittenAreNumbers(String option, String value, String why) {
    assertThat(shell.actp("serve", "policies", "--port", "0", option + "=" + value))
        .isEqualTo(new Shell.Ran(2, "", "actp: `" + value + "` is no " + why + "\n"));
  }

  @Test
  void metricsAreOnAPortOfTheirOwn() {
    AtomicReference<Integer> port = new AtomicReference<>();
    Shell.Ran ran =
        shell
            .with(Map.of("ACTP_METRICS", "[::1]:0"))
            .during(server -> port.set(server.metricsPort()))
            .actp("serve", "policies", "--port", "0", "--metrics", "127.0.0.1:0");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("  metrics   on port " + port.get() + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9464", "localhost", "127.0.0.1:", "::1:9464", "127.0.0.1:x"})
  void whatIsNoAddressForMetricsIsSaid(String address) {
    assertThat(shell.actp("serve", "policies", "--port", "0", "--metrics", address))
        .isEqualTo(
            new Shell.Ran(2, "", "actp: `" + address + "` is no address like `127.0.0.1:9464`\n"));
  }

  @Test
  void aPortInUseAndADataFolderThatIsNoneAreSaidInPlainWords() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Shell.Ran ran = shell.actp("serve", "policies", "--port", port);
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err())
          .isEqualTo(
              "port "
                  + port
                  + " of `127.0.0.1` is in use: choose another by --port\n"
                  + "actp: the server did not start\n");
    }
    shell.file("README.md", "# Mine\n");
    assertThat(shell.actp("serve", "policies", "--data", "README.md"))
        .isEqualTo(
            new Shell.Ran(
                2, "", "actp: `README.md` is no folder: --data takes one for all that is kept\n"));
  }

  @Test
  void clientsKnowItByTheAddressThatItWasTold() {
    Shell.Ran plain =
        new Shell.Ran(
            2,
            "",
            "actp: the public URL `http://pdp.example.com` is not `https`, which it has to be for"
                + " other machines than this\n");
    assertThat(shell.actp("serve", "policies", "--public-url", "http://pdp.example.com"))
        .isEqualTo(plain);
    assertThat(
            new Shell(folder)
                .with(Map.of("ACTP_PUBLIC_URL", "http://pdp.example.com"))
                .actp("serve", "policies"))
        .isEqualTo(plain);
    AtomicReference<Value.Struct> told = new AtomicReference<>();
    shell
        .during(server -> told.set(document(server.address())))
        .actp("serve", "policies", "--port", "0", "--public-url", "https://pdp.example.com/");
    assertThat(told)
        .hasValueSatisfying(
            document ->
                assertThat(Documents.text(document, "policy_decision_point"))
                    .isEqualTo("https://pdp.example.com"));
  }

  private static Value.Struct document(String address) {
    try (HttpApi api = new HttpApi(address, KEY)) {
      return api.get("/.well-known/authzen-configuration");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value decision(String address, String key, String body) {
    return new Value.Text(Documents.text(answer(address, key, body), "decision"));
  }

  private static Value.Struct answer(String address, String key, String body) {
    try (HttpApi api = new HttpApi(address, key)) {
      return api.post("/v1/enforce", Documents.read(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : fail("not printed: " + pattern);
  }

  @Test
  void theEnvironmentSetsItUpForScripts() {
    Map<String, String> variables =
        Map.of("ACTP_PORT", "0", "ACTP_DATA", "kept", "ACTP_BOOTSTRAP_KEY", KEY);
    AtomicReference<Value> agent = new AtomicReference<>();
    Shell.Ran ran =
        shell
            .with(variables)
            .during(server -> agent.set(agent(server.address())))
            .actp("serve", "policies");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("data      kept\n").doesNotContain(KEY);
    assertThat(agent).hasValue(new Value.Text("Bot"));
    assertThat(shell.actp("ledger", "verify", "kept").out()).startsWith("intact  tenant_");
  }

  @Test
  void theFirstKeyCanBeInAFile() {
    AtomicReference<Value> agent = new AtomicReference<>();
    Shell.Ran ran =
        shell
            .file("secrets/first", KEY + "\n")
            .with(Map.of("ACTP_BOOTSTRAP_KEY_FILE", "secrets/first"))
            .during(server -> agent.set(agent(server.address())))
            .actp("serve", "policies", "--port", "0");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("as ACTP_BOOTSTRAP_KEY says").doesNotContain(KEY, "actk_");
    assertThat(agent).hasValue(new Value.Text("Bot"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACTP_BOOTSTRAP_KEY", "ACTP_EXPORT_AUTHORIZATION"})
  void aFileThatHoldsNoSecretIsUnusable(String variable) {
    String inFile = variable + "_FILE";
    shell.file("good", KEY).file("empty", "\n").file("large", "a".repeat(4097));

    assertThat(refused(Map.of(inFile, "good", variable, KEY))).contains("are two secrets");
    assertThat(refused(Map.of(inFile, "missing"))).contains("`missing`", "cannot be read");
    assertThat(refused(Map.of(inFile, "empty"))).contains("`empty`", "is empty");
    assertThat(refused(Map.of(inFile, "large"))).contains("`large`", "over 4 KiB");
  }

  private String refused(Map<String, String> variables) {
    Shell.Ran ran = shell.with(variables).actp("serve", "policies", "--port", "0");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("actp: ").doesNotContain(KEY);
    return ran.err();
  }

  private static Value agent(String address) {
    try (HttpApi api = new HttpApi(address, KEY)) {
      return new Value.Text(
          Documents.text(api.post("/v1/agents", Documents.of("name", "Bot")), "name"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderThatKubernetesMountsHasEachPolicyOnce() throws IOException {
    shell.file("mounted/..2026_11_21/good.actp", CheckCommandTest.GOOD);
    Path mounted = folder.resolve("mounted");
    Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..2026_11_21"));
    Files.createSymbolicLink(mounted.resolve("good.actp"), Path.of("..data", "good.actp"));

    Shell.Ran ran = shell.actp("serve", "mounted", "--port", "0");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("policies  1 policy of mounted\n");
  }

  @Test
  void aPolicyWithAnErrorStartsNothing() {
    shell.file("policies/bad.actp", CheckCommandTest.BAD.replace("\"good\"", "\"bad\""));
    Shell.Ran ran = shell.actp("serve", "policies", "--port", "0");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("error[ACTP1202]", "--> bad.actp:6:11")
        .endsWith("actp: the server did not start\n");
  }

  @Test
  void whatCannotBeServedIsUnusable() throws IOException {
    assertThat(shell.actp("serve", "missing"))
        .isEqualTo(new Shell.Ran(2, "", "actp: there is no folder `missing`\n"));
    assertThat(shell.actp("serve", "policies", "--port", "65536"))
        .isEqualTo(new Shell.Ran(2, "", "actp: `65536` is no port: a number from 0 to 65535 is\n"));
    assertThat(shell.with(Map.of("ACTP_PORT", "http")).actp("serve", "policies").exit())
        .isEqualTo(2);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Shell.Ran ran = shell.actp("serve", "policies", "--port", port);
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).contains(port).endsWith("actp: the server did not start\n");
    }
  }
}
