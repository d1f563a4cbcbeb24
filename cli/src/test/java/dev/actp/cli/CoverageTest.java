package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What tests see of a policy with every kind of outcome. */
class CoverageTest {
  private static final Path CORPUS = Corpus.folder("testing");

  @TempDir Path folder;
  private Shell shell = new Shell(CORPUS);

  @BeforeEach
  void copy() {
    Shell corpus = new Shell(CORPUS);
    shell = new Shell(folder);
    Stream.of("counted.actp", "counted_test.actp")
        .forEach(name -> shell.file(name, corpus.read(name)));
  }

  private void golden(String name, String actual) throws IOException {
    assertThat(actual).isEqualTo(Corpus.golden(CORPUS.resolve(name), actual));
  }

  @Test
  void theTableNamesWhatWasNeverSeen() throws IOException {
    Shell.Ran ran = shell.actp("test", "counted_test.actp", "--coverage");
    assertThat(ran.exit()).isZero();
    golden("counted_coverage.txt", ran.out());
  }

  @Test
  void anOutcomeIsABranchInLcov() throws IOException {
    Shell.Ran ran =
        shell.actp("test", ".", "--coverage-format", "lcov", "--coverage-output", "coverage.info");
    assertThat(ran.exit()).isZero();
    golden("counted_coverage.info", shell.read("coverage.info"));
  }

  @Test
  void coberturaAddsUp() throws IOException, SAXException, ParserConfigurationException {
    shell.actp("test", ".", "--coverage-format", "cobertura", "--coverage-output", "coverage.xml");
    Element coverage = xml(shell.read("coverage.xml"));
    assertThat(coverage.getTagName()).isEqualTo("coverage");
    assertThat(coverage.getAttribute("branch-rate")).matches("0\\.[0-9]{4}");
    var lines = coverage.getElementsByTagName("line");
    assertThat(lines.getLength()).isEqualTo(number(coverage, "lines-valid"));
    int all = 0;
    for (int i = 0; i < lines.getLength(); i++) {
      String share = ((Element) lines.item(i)).getAttribute("condition-coverage");
      assertThat(share).matches("[0-9]+% \\([0-9]+/[0-9]+\\)");
      all += Integer.parseInt(share.replaceAll(".*/|\\)", ""));
    }
    assertThat(all).isEqualTo(number(coverage, "branches-valid"));
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  static Element xml(String text) throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)))
        .getDocumentElement();
  }

  @Test
  void thePageStandsAloneAndIsEscaped() {
    shell.file(
        "page_test.actp",
        """
        tests for "page.actp"
        at 2026-01-05T10:00:00Z
        test "a" { read on "x" { tag: "</td><script>" } => allow }
        """);
    shell.file(
        "page.actp",
        """
        policy "page" version "1"
        action read(tag: string)
        capability read on "x" { require tag == "</td><script>" or tag == "<i>" }
        """);
    shell.actp("test", ".", "--coverage-format", "html", "--coverage-output", "coverage.html");
    String page = shell.read("coverage.html");
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("&lt;/td&gt;&lt;script&gt;")
        .doesNotContain("<script", "<i>", "src=", "http:", "https://a.example/<b>");
    assertThat(page).contains(">counted.actp</a>").contains("just as it opens at 09:00");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "60,0", "100,3"})
  void tooLittleHasACodeOfItsOwn(String least, int exit) {
    Shell.Ran ran = shell.actp("test", "counted_test.actp", "--fail-under", least);
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.err().isEmpty()).isEqualTo(exit == 0);
  }

  @Test
  void aFailedTestIsWorseThanTooLittle() {
    shell.file("counted_test.actp", shell.read("counted_test.actp").replace("=> allow", "=> deny"));
    assertThat(shell.actp("test", ".", "--fail-under", "100").exit()).isEqualTo(1);
    assertThat(shell.actp("test", ".", "--fail-under", "101").exit()).isEqualTo(2);
    assertThat(shell.actp("test", ".", "--coverage-output", "no/where").exit()).isEqualTo(2);
  }

  @Test
  void aPolicyWithoutTestsCountsAsUnseen() {
    shell.file(
        "alone.actp",
        """
        policy "alone" version "1"
        action read(tag: string)
        capability read on "x" { require tag == "a" }
        """);
    assertThat(shell.actp("test", ".", "--coverage").out())
        .containsPattern("alone\\.actp +0 +3  0\\.0 %");
  }
}
