package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.actp.compiler.notation.document.DocumentReader;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath();

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void shell() {
    shell = new Shell(folder);
  }

  @Test
  void whatItMakesPassesEverythingThatItsWorkflowRuns() {
    Shell.Ran init = shell.actp("init", "team");
    assertThat(init.exit()).isZero();
    assertThat(init.out()).contains("written: team/policies/refunds.actp\n").contains("Next:\n");
    Shell there = new Shell(folder.resolve("team"));
    List<String> commands =
        there
            .read(".github/workflows/policies.yml")
            .lines()
            .filter(line -> line.contains("run: .actp/actp "))
            .map(line -> line.substring(line.indexOf("actp/actp ") + 10))
            .toList();
    assertThat(commands).containsExactly("fmt --check policies", "check policies", "test policies");
    for (String command : commands) {
      Shell.Ran ran = there.actp(command.split(" ", -1));
      assertThat(ran.exit()).as(command + ran).isZero();
      assertThat(ran.err()).as(command).isEmpty();
    }
  }

  @Test
  void whatIsThereIsKept() {
    shell.file(".gitignore", "mine\n").file("policies/refunds.actp", "mine too\n");
    Shell.Ran ran = shell.actp("init");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("kept:    .gitignore\n")
        .contains("kept:    policies/refunds.actp\n")
        .contains("written: policies/refunds_test.actp\n");
    assertThat(shell.read(".gitignore")).isEqualTo("mine\n");
    assertThat(shell.read("policies/refunds.actp")).isEqualTo("mine too\n");
    assertThat(shell.actp("init").out()).doesNotContain("written");
  }

  @Test
  void aFileIsNoFolder() {
    shell.file("x", "");
    assertThat(shell.actp("init", "x")).isEqualTo(new Shell.Ran(2, "", "actp: `x` is no folder\n"));
  }

  @Test
  void theYamlIsWhatItsReadersTake() throws IOException {
    shell.actp("init");
    for (String file : List.of(".github/workflows/policies.yml", ".pre-commit-config.yaml")) {
      assertThat(yaml(folder.resolve(file))).isInstanceOf(Value.Struct.class);
    }
    assertThat(shell.read(".github/workflows/policies.yml"))
        .contains("repository: ${{ vars.ACTP_REPOSITORY }}");
    assertThat(yaml(ROOT.resolve(".pre-commit-hooks.yaml"))).isInstanceOf(Value.Sequence.class);
  }

  private static Value yaml(Path file) throws IOException {
    DocumentReader.Reading reading = DocumentReader.read("a.yaml", Files.readAllBytes(file));
    assertThat(reading).as(file.toString()).isInstanceOf(DocumentReader.Reading.Read.class);
    return ((DocumentReader.Reading.Read) reading).document().value();
  }

  @Test
  void theTutorialShowsTheWorkflow() throws IOException {
    shell.actp("init");
    assertThat(Files.readString(ROOT.resolve("docs/tutorial.md")))
        .contains(shell.read(".github/workflows/policies.yml"));
  }

  /**
   * What is staged is what the command is given, and its failure keeps the commit from happening.
   */
  @Test
  void theHookLooksAtWhatIsStaged() throws Exception {
    shell.actp("init");
    Path command =
        shell
            .file(
                "actp.sh",
                "#!/bin/sh\n"
                    + "echo \"$@\" >>\"$LOG\"; cat policies/refunds.actp >>\"$LOG\"; exit"
                    + " \"$RESULT\"\n")
            .folder()
            .resolve("actp.sh");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    assumeTrue(run(0, "git", "init", "-q") == 0, "no git here");
    assertThat(run(1, ".githooks/pre-commit")).as("nothing is staged").isZero();
    assertThat(folder.resolve("log")).doesNotExist();
    run(0, "git", "add", "policies");
    shell.file("policies/refunds.actp", "not staged\n");
    assertThat(run(0, ".githooks/pre-commit")).isZero();
    assertThat(shell.read("log"))
        .contains(
            "fmt --check policies\n", "check policies\n", "test policies\n", "policy \"refunds\"")
        .doesNotContain("not staged");
    assertThat(run(1, ".githooks/pre-commit")).isEqualTo(1);
  }

  private int run(int result, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("ACTP", folder.resolve("actp.sh").toString());
    builder.environment().put("LOG", folder.resolve("log").toString());
    builder.environment().put("RESULT", String.valueOf(result));
    Process process;
    try {
      process = builder.start();
    } catch (IOException missing) {
      return -1;
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
