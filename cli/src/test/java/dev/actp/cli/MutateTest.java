package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code actp test --mutate}. */
class MutateTest {
  private static final String POLICY =
      """
      policy "p" version "1"
      action pay(amount: int)
      capability pay on "till://*" {
        require amount > 0
      }
      forbid pay on "till://closed"
      """;
  private static final String TESTS =
      """
      tests for "p.actp"
      at 2026-02-16T10:00:00Z
      test "a floor" {
        pay on "till://1" { amount: 0 } => deny
        pay on "till://1" { amount: 1 } => allow
      }
      """;

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void policies() {
    shell = new Shell(folder).file("all/p.actp", POLICY).file("all/p_test.actp", TESTS);
  }

  @Test
  void whatNoTestNoticesIsShown() {
    assertThat(shell.actp("test", "--mutate", "all"))
        .isEqualTo(
            new Shell.Ran(
                0,
                """
                pass  all/p_test.actp  1 test
                1 test: all passed

                no test notices all/p.actp:6:1
                  - forbid pay on "till://closed"
                  + (left out)
                7 changes: 6 noticed, 85.7 %
                """,
                ""));
  }

  @Test
  void tooFewNoticedIsAFailureOfItsOwn() {
    Shell.Ran ran = shell.actp("test", "--mutation-fail-under", "90", "all");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .isEqualTo(
            "actp: tests noticed 85.7 % of the changes, less than the 90.0 % of"
                + " `--mutation-fail-under`\n");
    assertThat(shell.actp("test", "--mutation-fail-under", "85", "all").exit()).isZero();
  }

  @Test
  void programsReadIt() {
    shell.actp("test", "--mutation-output", "out.json", "all");
    assertThat(shell.read("out.json"))
        .isEqualTo(
            """
            {"equivalent":0,"invalid":0,"killed":6,"mutants":7,"survivors":[{"changed":"",\
            "column":1,"line":6,"original":"forbid pay on \\"till://closed\\"",\
            "path":"all/p.actp"}],"untried":0,"version":1}
            """);
  }

  @Test
  void nothingIsChangedWhereTestsFail() {
    shell.file("all/p_test.actp", TESTS.replace("=> deny", "=> allow"));
    Shell.Ran ran = shell.actp("test", "--mutate", "all");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).doesNotContain("no test notices");
  }

  @Test
  void boundsAreBounded() {
    assertThat(shell.actp("test", "--mutants", "0", "all").exit()).isEqualTo(2);
    assertThat(shell.actp("test", "--mutation-fail-under", "101", "all").exit()).isEqualTo(2);
  }
}
