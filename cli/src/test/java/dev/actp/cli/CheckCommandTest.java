package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  static final String GOOD =
      """
      policy "good" version "1.0"

      action read_page(rows: int)

      capability read_page on "https://**" {
        require rows >= 1 and rows <= 50
      }
      """;
  static final String BAD = GOOD.replace("require rows >= 1 and rows <= 50", "require row >= 1");

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void shell() {
    shell = new Shell(folder);
  }

  @Test
  void aGoodFolderIsGood() {
    shell.file("policies/good.actp", GOOD);
    assertThat(shell.actp("check", "policies"))
        .isEqualTo(new Shell.Ran(0, "1 file checked: all good\n", ""));
  }

  @Test
  void anErrorIsShownWhereItStandsAsTheCallerNamesThePlace() {
    shell.file("policies/sub/bad.actp", BAD).file("policies/good.actp", GOOD);
    Shell.Ran ran = shell.actp("check", "policies");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("2 files checked: 1 error\n");
    assertThat(ran.err())
        .startsWith("error[ACTP1202]: ")
        .contains("--> policies/sub/bad.actp:6:11\n")
        .contains("help: did you mean `rows`?");
  }

  @Test
  void strictDemandsADeclarationOfWhatIsGranted() {
    shell.file("a.actp", GOOD + "\ncapability write_page on \"https://**\" {}\n");
    assertThat(shell.actp("check", "a.actp").exit()).isZero();
    Shell.Ran ran = shell.actp("check", "--strict", "a.actp");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error[ACTP3119]: `write_page` is granted and not declared\n");
  }

  @Test
  void whatIsOverIsFoundByTheDateOfToday() {
    shell.file("a.actp", GOOD + "\nmode monitor until 2020-01-01\n");
    Shell.Ran ran = shell.actp("check", "a.actp");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).startsWith("warning[ACTP3118]: monitor mode is over");
  }

  @Test
  void aWarningIsShownAndPasses() {
    shell.file("a.actp", GOOD + "\nwindow unused = daily 10:00-12:00 in \"Europe/Berlin\"\n");
    Shell.Ran ran = shell.actp("check", "a.actp");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo("1 file checked: 1 warning\n");
    assertThat(ran.err()).startsWith("warning[");
  }

  @Test
  void testsAreCheckedWithThePoliciesThatTheyAreFor() {
    shell
        .file("good.actp", GOOD)
        .file("good_test.actp", "tests for \"good.actp\"\ntest \"x\" { advance 1h }\n");
    Shell.Ran ran = shell.actp("check", "good_test.actp");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("error[ACTP5001]").contains("--> good_test.actp:2:12");
  }

  @Test
  void aLibraryIsFoundFromTheFolderThatIsChecked() {
    shell
        .file(
            "p/shared/hours.actp",
            """
            library "hours"
            window w = daily 10:00-12:00 in "UTC"
            """)
        .file(
            "p/team/a.actp",
            """
            policy "a" version "1"
            import "../shared/hours.actp"
            action read()
            capability read on "**" { during w }
            """);
    assertThat(shell.actp("check", "p").exit()).isZero();
    assertThat(shell.actp("check", "p/team").err()).contains("leads out of the policy root");
    assertThat(shell.actp("check", "p/team/a.actp").exit()).isZero();
  }

  @Test
  void programsGetJson() {
    shell.file("bad.actp", BAD);
    Shell.Ran ran = shell.actp("check", "--format", "json", "bad.actp");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("[{\"code\":\"ACTP1202\",\"severity\":\"error\"")
        .endsWith("}]\n")
        .contains("\"path\":\"bad.actp\",\"line\":6,\"column\":11");
  }

  @Test
  void whatCannotBeCheckedIsUnusable() {
    shell.file("notes.txt", "").file("empty/readme.md", "").file(".git/x.actp", GOOD);
    assertThat(shell.actp("check", "missing"))
        .isEqualTo(new Shell.Ran(2, "", "actp: there is no file or folder `missing`\n"));
    assertThat(shell.actp("check", "notes.txt"))
        .isEqualTo(new Shell.Ran(2, "", "actp: `notes.txt` is no .actp file\n"));
    assertThat(shell.actp("check", "empty"))
        .isEqualTo(new Shell.Ran(2, "", "actp: there is no .actp file in `empty`\n"));
    assertThat(shell.actp("check", ".").err())
        .as("hidden folders are left alone")
        .isEqualTo("actp: there is no .actp file in `.`\n");
    assertThat(shell.actp("check").exit()).isEqualTo(2);
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    shell.file("bad.actp", BAD);
    assertThat(shell.onTerminal().actp("check", "bad.actp").err()).contains("\u001b[");
    assertThat(shell.onTerminal().with(Map.of("NO_COLOR", "1")).actp("check", "bad.actp").err())
        .doesNotContain("\u001b[");
    assertThat(shell.onTerminal().with(Map.of("TERM", "dumb")).actp("check", "bad.actp").err())
        .doesNotContain("\u001b[");
  }
}
