package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigCommandTest {
  private static final String KEY = "a-key-of-the-operator-0123456789-abc";

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void policies() {
    shell = new Shell(folder);
    shell
        .file("policies/good.actp", CheckCommandTest.GOOD)
        .file("key", KEY + "\n")
        .file("of-file/x", "")
        .file(
            "actp.yaml",
            """
            policies: policies
            port: 0
            data: of-file
            mail-domain: [example.com, example.org]
            webhook-allow: 10.1.2.0/24
            denials-recorded: 7
            metrics: "127.0.0.1:0"
            bootstrap-key-file: key
            """);
  }

  @Test
  void aServerIsToldByAFile() {
    Shell.Ran ran =
        shell
            .during(server -> assertThat(server.metricsPort()).isNotZero())
            .actp("serve", "--config", "actp.yaml");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("policies  1 policy of policies\n", "data      of-file\n")
        .contains("API key   as ACTP_BOOTSTRAP_KEY says");
    assertThat(shell.with(Map.of("ACTP_CONFIG", "actp.yaml")).actp("serve").out())
        .contains("data      of-file\n");
  }

  /** Flags win over variables, and variables over the file: the secret itself too. */
  @Test
  void whatIsSaidMoreCloselyCounts() {
    Shell variables = shell.with(Map.of("ACTP_DATA", "of-variable", "ACTP_BOOTSTRAP_KEY", KEY));
    assertThat(variables.actp("serve", "--config", "actp.yaml").out())
        .contains("data      of-variable\n");
    Shell.Ran flags = variables.actp("serve", "--config", "actp.yaml", "--data", "of-flag");
    assertThat(flags.err()).isEmpty();
    assertThat(flags.out()).contains("data      of-flag\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: 1\\nprot: 2|bad.yaml:2:1: there is no setting `prot`; did you mean `port`?",
        "zzz: 1|bad.yaml:1:1: there is no setting `zzz`",
        "config: a|bad.yaml:1:1: there is no setting `config`",
        "bootstrap-key: x|bad.yaml:1:1: `bootstrap-key` is a secret, which is not for this file:"
            + " name one that holds it by `bootstrap-key-file`",
        "port: [1, 2]|bad.yaml:1:1: `port` is a text or a number, and none is empty",
        "export: {a: b}|bad.yaml:1:1: `export` is a text or a number, or a list of some, and none"
            + " is empty",
        "anchor: ['file:/a b']|bad.yaml:1:1: nothing in `anchor` has blanks in it",
        "port: 1\\nport: 2|bad.yaml:2:1: this name occurs twice in one object",
        "a: &x 1\\nb: *x|bad.yaml:1:4: anchors and aliases are not read",
        "port: !!int 1|bad.yaml:1:7: tags are not read",
        "- port|bad.yaml: settings are an object: a line `NAME: VALUE` for each",
        "port: 65536|`65536` is no port: a number from 0 to 65535 is",
        "metrics: 9464|`9464` is no address like `127.0.0.1:9464`",
        "port: 9464\\nmetrics: '127.0.0.1:9464'|port 9464 is that of the API",
        "token-key-rotation: soon|`soon` is no duration from 1d to 3660d like `90d`",
        "public-url: ftp://x|ftp://x",
        "policies: none|there is no folder `none`",
        "data: key|`key` is no folder: --data takes one for all that is kept",
        "bootstrap-key-file: none|the file `none` of ACTP_BOOTSTRAP_KEY_FILE cannot be read",
        "export: nowhere|`nowhere` is no target for exports",
        "anchor: nowhere|`nowhere` is no anchor",
        "log-format: xml|`xml` is no form of lines: text and json are",
        "webhook-allow: 1.2.3|`1.2.3` is no network like `10.1.2.0/24`",
      })
  void whatAServerCannotBeToldIsSaidWhereItStands(String text, String why) {
    shell.file("bad.yaml", text.replace("\\n", "\n") + "\n");
    Shell.Ran ran = shell.actp("config", "check", "bad.yaml");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(why).hasLineCount(1);
    Shell.Ran served = shell.actp("serve", "--config", "bad.yaml", "--port", "none");
    assertThat(served.exit()).isEqualTo(2);
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    shell.file("bad.yaml", "port: x\nmetrics: y\nledger-room: z\n");
    assertThat(shell.actp("config", "check", "bad.yaml").err()).hasLineCount(3);
    shell.file("bad.json", "{\"prot\": 1, \"dta\": 2}");
    assertThat(shell.actp("config", "check", "bad.json").err())
        .contains("bad.json:1:2: ", "did you mean `data`?");
    assertThat(shell.actp("config", "check", "none.yaml").exit()).isEqualTo(2);
    shell.file("large.yaml", "# ".repeat(33 * 1024));
    assertThat(shell.actp("config", "check", "large.yaml"))
        .isEqualTo(
            new Shell.Ran(2, "", "actp: `large.yaml` is over 64 KiB: it is no file of settings\n"));
  }

  @Test
  void whatCountsIsShownWithoutSecrets() {
    shell.file(
        "more.yaml", "export: \"https://collector.example/hidden/path?key=hidden\"\nport: 8081\n");
    assertThat(shell.actp("config", "check", "more.yaml").out())
        .isEqualTo("more.yaml: 2 settings, all good\n");
    Shell.Ran ran =
        shell
            .with(Map.of("ACTP_BOOTSTRAP_KEY", KEY, "ACTP_DATA", "elsewhere"))
            .actp("config", "check", "--effective", "more.yaml");
    assertThat(ran.out())
        .contains(
            "bootstrap-key-file: not shown  # ACTP_BOOTSTRAP_KEY\n",
            "data: elsewhere  # ACTP_DATA\n",
            "export: [https://collector.example/…]  # more.yaml\n",
            "port: 8081  # more.yaml\n",
            "# metrics: not said\n")
        .doesNotContain("hidden", KEY);
  }

  static List<Setting> settings() {
    return Setting.all(new Shell(Path.of("")).console());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingIsInTheSchemaAndInTheDocs(Setting setting) throws IOException {
    Value.Struct schema = Documents.read(shell.actp("config", "schema").out());
    assertThat(schema.members().get("properties"))
        .isInstanceOfSatisfying(
            Value.Struct.class, all -> assertThat(all.members()).containsKey(setting.name()));
    assertThat(schema.members()).containsEntry("additionalProperties", Value.Bool.FALSE);
    String row =
        "| `%s` | `%s` | %s |".formatted(setting.name(), setting.variable(), setting.description());
    assertThat(Files.readString(Path.of("../docs/configuration.md")).lines()).contains(row);
  }
}
