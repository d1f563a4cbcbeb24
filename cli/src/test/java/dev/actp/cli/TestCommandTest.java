package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.fixtures.Corpus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestCommandTest {
  private static final String CORPUS = "testing";
  private final Shell shell = new Shell(Corpus.folder(CORPUS));

  @TempDir Path folder;

  static List<Path> failing() {
    return Corpus.files(CORPUS + "/failing", "_test.actp");
  }

  static List<Path> passing() {
    return Corpus.files(CORPUS + "/passing", "_test.actp");
  }

  @ParameterizedTest
  @MethodSource("failing")
  void aFailureShowsWhatDecided(Path file) {
    Shell.Ran ran = shell.actp("test", "failing/" + file.getFileName());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo(Corpus.golden(Corpus.beside(file, ".txt"), ran.out()));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatHoldsPasses(Path file) {
    Shell.Ran ran = shell.actp("test", "passing/" + file.getFileName());
    assertThat(ran.out()).startsWith("pass  passing/").endsWith(": all passed\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void titlesAreFilteredWhateverTheirCase() {
    Shell.Ran ran =
        shell.actp("test", "--filter", "SLIDES", "--verbose", "passing/everything_test.actp");
    assertThat(ran)
        .isEqualTo(
            new Shell.Ran(
                0,
                """
                pass  passing/everything_test.actp  1 test
                  pass  a limit slides
                1 test: all passed
                """,
                ""));
  }

  @Test
  void noTestsFoundIsAFailure() {
    assertThat(shell.actp("test", "policy.actp"))
        .isEqualTo(
            new Shell.Ran(
                1, "", "actp: no tests found; they stand in files that start with `tests for`\n"));
    assertThat(shell.actp("test", "--filter", "no such title", "passing/everything_test.actp"))
        .isEqualTo(
            new Shell.Ran(
                1, "", "actp: no test has `no such title` in its file, title or requirement\n"));
  }

  @Test
  void aTestFileWithAnErrorFailsAndTheOthersRun() {
    Shell here = new Shell(folder);
    here.file("good.actp", CheckCommandTest.GOOD)
        .file(
            "a_test.actp",
            """
            tests for "good.actp"
            at 2026-01-05T10:00:00Z
            test "a page" { read_page on "https://a.example" { rows: 1 } => allow }
            never read_page when rows > 50
            """)
        .file("b_test.actp", "tests for \"goood.actp\"\ntest \"x\" { }\n");
    Shell.Ran ran = here.actp("test", ".");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error[ACTP5010]").contains("did you mean `good.actp`?");
    assertThat(ran.out())
        .isEqualTo(
            """
            pass  a_test.actp  1 test
              not proven yet: never read_page when rows > 50
            1 test: not all could run, 1 claim not proven yet
            """);
  }
}
