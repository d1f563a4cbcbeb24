package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.fixtures.Corpus;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocCommandTest {
  private static final Path CORPUS = Corpus.folder("doc");
  private static final Path REPOSITORY = Path.of("..");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"html, html", "markdown, md"})
  void everyKindOfClauseIsASentence(String format, String ending) {
    Shell.Ran ran = new Shell(CORPUS).actp("doc", "policies", "--format", format);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo(Corpus.golden(CORPUS.resolve("policies." + ending), ran.out()));
  }

  @Test
  void theExamplesReadWell() {
    Shell.Ran ran = new Shell(REPOSITORY).actp("doc", "policy-examples", "--format=markdown");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("### make_payment", "### read_therapy_notes", "### deploy_to_production")
        .contains("- `amount` is at most 50000 USD. Otherwise the agent is told: ")
        .contains("- 2 different people of `controllers` have to approve first, if ")
        .contains("- Only during `banking_hours`: Monday to Friday 08:00 to 18:00 ")
        .contains("- `delete_customer` on every resource is forbidden.")
        .doesNotContain("**fails**", " .", "``", "null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "markdown"})
  void whatAPolicySaysIsNeverMarkup(String format) {
    Shell shell = new Shell(folder);
    shell
        .file(
            "hostile.actp",
            """
            /// <script>alert(1)</script> `<img src=x onerror=alert(2)>` [x](javascript:alert(3)) `
            policy "<b>\\"bold\\"</b>" version "</title><script>alert(4)</script>"

            /// <iframe>
            session name: string

            capability "<u>read</u>" on "<s>://{session.name}/*" {
              require text != "<i>|`</i>" else "</p><script>alert(5)</script>"
              approval by "<form>"
            }
            """)
        .file(
            "hostile_test.actp",
            """
            tests for "hostile.actp"
            at 2026-02-16T10:00:00Z
            session name = "x"
            test "<object>|x" requirement "<embed>" { "<u>read</u>" on "<s>://x/y" => deny }
            """);
    String page = shell.actp("doc", ".", "--format", format, "--title", "<base>&").out();
    String withoutCode =
        format.equals("html")
            ? page
            : page.replaceAll("\\\\\\p{Punct}", "").replaceAll("(?s)(`+)(?!`).*?[^`]\\1(?!`)", "");
    assertThat(page).contains("alert(1)", "alert(2)", "alert(4)", "alert(5)", "form", "object");
    assertThat(withoutCode)
        .doesNotContainPattern("<(script|img|b|u|s|i|iframe|form|object|embed|base)\\b");
    assertThat(format.equals("html") ? "" : withoutCode).doesNotContain("[x](");
  }

  @Test
  void aPageNeedsNothingButItself() {
    String page = new Shell(CORPUS).actp("doc", "policies").out();
    assertThat(page).doesNotContain("<script", "<link", "<img", "url(", "@import", "src=");
    assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
  }

  @Test
  void placesInThePageAreThere() {
    String page = new Shell(CORPUS).actp("doc", "policies").out();
    Pattern.compile("href=\"#([^\"]*)\"")
        .matcher(page)
        .results()
        .forEach(link -> assertThat(page).containsOnlyOnce("id=\"" + link.group(1) + "\""));
  }

  @Test
  void thePageIsWrittenWhereItIsWanted() {
    Shell shell = new Shell(folder).file("p/a.actp", "policy \"a\" version \"1\"\n");
    assertThat(shell.actp("doc", "p", "--output", "a.html"))
        .isEqualTo(new Shell.Ran(0, "written: a.html\n", ""));
    assertThat(shell.read("a.html")).contains("<h1>What agents may do</h1>");
    assertThat(shell.actp("doc", "p", "--output", "p").err()).isEqualTo("actp: `p` is a folder\n");
  }

  @Test
  void whatIsBrokenIsNotDocumented() {
    Shell shell =
        new Shell(folder)
            .file("p/a.actp", "policy \"a\" version \"1\"\nforbid delet on \"**\"\n")
            .file("l/lib.actp", "library \"l\"\n");
    assertThat(shell.actp("doc", "p").exit()).isEqualTo(1);
    assertThat(shell.actp("doc", "p").out()).isEmpty();
    assertThat(shell.actp("doc", "l"))
        .isEqualTo(new Shell.Ran(2, "", "actp: there is no policy in `l`\n"));
    assertThat(shell.actp("doc", "none").exit()).isEqualTo(2);
    assertThat(shell.actp("doc", "p", "--format=pdf").exit()).isEqualTo(2);
  }
}
