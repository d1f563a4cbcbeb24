package dev.actp.cli;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A test run as JUnit XML, the form that build servers read. */
final class TestJunit {
  private final TestRun run;
  private final XmlDocument xml;

  private TestJunit(TestRun run, XmlDocument xml) {
    this.run = run;
    this.xml = xml;
  }

  static String of(TestRun run) {
    return XmlDocument.of(xml -> new TestJunit(run, xml).suites());
  }

  private void suites() {
    List<TestedFile> files = run.files();
    xml.element(
        "testsuites",
        () -> files.forEach(this::suite),
        "name",
        "actp",
        "tests",
        files.stream().mapToLong(TestJunit::size).sum(),
        "failures",
        files.stream().mapToLong(this::failures).sum(),
        "errors",
        files.stream().mapToLong(file -> file.errors().count()).sum(),
        "skipped",
        files.stream().mapToLong(this::skipped).sum(),
        "time",
        seconds(files.stream().map(TestJunit::took).reduce(Duration.ZERO, Duration::plus)));
  }

  private static long size(TestedFile file) {
    return file.tests().size() + file.claims().size() + file.errors().count();
  }

  private long failures(TestedFile file) {
    return file.failures().count() + (run.strict() ? file.claims().size() : 0);
  }

  private long skipped(TestedFile file) {
    return run.strict() ? 0 : file.claims().size();
  }

  private static Duration took(TestedFile file) {
    return file.tests().stream().map(TestedFile.Ran::took).reduce(Duration.ZERO, Duration::plus);
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.6f", took.toNanos() / 1e9);
  }

  private void suite(TestedFile file) {
    xml.element(
        "testsuite",
        () -> {
          file.tests().forEach(ran -> test(ran, file));
          file.claims().forEach(claim -> claim(claim, file));
          file.errors().forEach(error -> error(error, file));
        },
        "name",
        file.name(),
        "tests",
        size(file),
        "failures",
        failures(file),
        "errors",
        file.errors().count(),
        "skipped",
        skipped(file),
        "time",
        seconds(took(file)));
  }

  private void test(TestedFile.Ran ran, TestedFile file) {
    TestCase test = ran.result().testCase();
    xml.element(
        "testcase",
        () -> {
          if (test.requirement() != null) {
            properties(test.requirement());
          }
          switch (ran.result()) {
            case TestResult.Passed passed -> {}
            case TestResult.Failed failed -> failure(failed, file);
          }
        },
        "name",
        test.name(),
        "classname",
        file.name(),
        "file",
        file.name(),
        "line",
        test.source().line(),
        "time",
        seconds(ran.took()));
  }

  private void properties(String requirement) {
    xml.element(
        "properties", () -> xml.element("property", "name", "requirement", "value", requirement));
  }

  private void failure(TestResult.Failed failed, TestedFile file) {
    String message =
        "expected " + failed.failure().expected() + ", but came " + failed.failure().actual();
    List<String> lines = new FailureText(Style.PLAIN, file.shown()).lines(failed);
    xml.text("failure", String.join("\n", lines), "message", message, "type", "failure");
  }

  private void claim(Source claim, TestedFile file) {
    xml.element(
        "testcase",
        () -> {
          if (run.strict()) {
            xml.text("failure", claim.text(), "message", "not proven yet", "type", "claim");
          } else {
            xml.element("skipped", "message", "not proven yet");
          }
        },
        "name",
        claim.text(),
        "classname",
        file.name(),
        "file",
        file.name(),
        "line",
        claim.line(),
        "time",
        seconds(Duration.ZERO));
  }

  private void error(Diagnostic error, TestedFile file) {
    String place = file.shown().of(error).toString();
    xml.element(
        "testcase",
        () -> xml.text("error", place, "message", error.message(), "type", error.code().id()),
        "name",
        "compiles",
        "classname",
        file.name(),
        "time",
        seconds(Duration.ZERO));
  }
}
