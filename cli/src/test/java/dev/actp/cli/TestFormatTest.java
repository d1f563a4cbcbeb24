package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Test runs as programs read them. */
class TestFormatTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void write() {
    shell = new Shell(folder);
    shell
        .file("good.actp", CheckCommandTest.GOOD)
        .file(
            "a_test.actp",
            """
            tests for "good.actp"
            at 2026-01-05T10:00:00Z
            test "a #1 page" requirement "CC6.1" { read_page on "https://a.example" { rows: 1 } => allow }
            test "too many \\u{1}<rows>" { read_page on "https://a.example" { rows: 51 } => allow }
            never read_page when rows > 50
            """)
        .file("b_test.actp", "tests for \"goood.actp\"\ntest \"x\" { }\n");
  }

  @Test
  void junitCountsWhatItHolds() throws IOException, SAXException, ParserConfigurationException {
    Shell.Ran ran = shell.actp("test", ".", "--format", "junit", "--output", "report.xml");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("2 tests: 1 failed, 1 claim not proven yet");
    Element suites = CoverageTest.xml(shell.read("report.xml"));
    assertThat(suites.getTagName()).isEqualTo("testsuites");
    assertThat(counts(suites)).containsExactly("4", "1", "1", "1");
    Element suite = (Element) suites.getElementsByTagName("testsuite").item(0);
    assertThat(counts(suite)).containsExactly("3", "1", "0", "1");
    assertThat(suite.getAttribute("name")).isEqualTo("a_test.actp");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    Element property = (Element) suite.getElementsByTagName("property").item(0);
    assertThat(property.getAttribute("value")).isEqualTo("CC6.1");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .isEqualTo("expected allow, but came deny by require");
    assertThat(failure.getTextContent())
        .contains("(good.actp:6:3)")
        .contains("rows                  51");
    Element test = (Element) failure.getParentNode();
    assertThat(test.getAttribute("classname")).isEqualTo("a_test.actp");
    assertThat(test.getAttribute("name")).isEqualTo("too many \uFFFD<rows>");
    assertThat(test.getAttribute("time")).matches("[0-9]+\\.[0-9]{6}");
    assertThat(suites.getElementsByTagName("error").getLength()).isEqualTo(1);
  }

  private static List<String> counts(Element element) {
    return List.of(
        element.getAttribute("tests"),
        element.getAttribute("failures"),
        element.getAttribute("errors"),
        element.getAttribute("skipped"));
  }

  @Test
  void tapNumbersWhatItHolds() {
    Shell.Ran ran = shell.actp("test", ".", "--format", "tap");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out().lines().filter(line -> !line.startsWith("  ") && !line.isEmpty()))
        .containsExactly(
            "TAP version 14",
            "1..4",
            "ok 1 - a_test.actp: a \\#1 page (CC6.1)",
            "not ok 2 - a_test.actp: too many \u0001<rows>",
            "ok 3 - a_test.actp: never read_page when rows > 50 # SKIP not proven yet",
            "not ok 4 - b_test.actp: compiles");
    assertThat(ran.out())
        .contains("\n  ---\n  at: \"a_test.actp:4:")
        .contains("\n  expected: \"allow\"\n  actual: \"deny by require\"\n")
        .contains("\n  ...\n");
  }

  @Test
  void jsonHoldsAllThatIsKnown() throws IOException {
    Shell.Ran ran = shell.actp("test", ".", "--format", "json", "--coverage");
    Value.Struct document = Documents.read(ran.out());
    assertThat(document.members())
        .containsEntry("passed", Value.Bool.FALSE)
        .containsEntry("tests", Value.Num.of(2))
        .containsEntry("failed", Value.Num.of(1))
        .containsEntry("claims", Value.Num.of(1))
        .containsKeys("version", "diagnostics", "files", "coverage", "errors");
    assertThat(ran.out())
        .contains("\"requirement\":\"CC6.1\"")
        .contains("{\"depth\":2,\"expression\":\"rows\",\"value\":\"51\"}");
  }

  @Test
  void whatIsNotProvenFailsWhereThatIsDemanded() {
    shell.file("b_test.actp", "tests for \"good.actp\"\nnever read_page when rows > 50\n");
    Shell.Ran lenient = shell.actp("test", "b_test.actp", "--filter", "never", "--format", "tap");
    Shell.Ran strict = shell.actp("test", "b_test.actp", "--strict", "--format", "tap");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.out()).endsWith("not ok 1 - b_test.actp: never read_page when rows > 50\n");
    assertThat(lenient.out()).endsWith("# SKIP not proven yet\n");
  }

  @Test
  void filesAndRequirementsAreFiltered() {
    assertThat(shell.actp("test", "a_test.actp", "--filter", "cc6").out())
        .isEqualTo("pass  a_test.actp  1 test\n1 test: all passed\n");
    assertThat(shell.actp("test", "a_test.actp", "--filter", "A_TEST").out())
        .contains("2 tests: 1 failed");
  }
}
