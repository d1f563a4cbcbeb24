package dev.actp.cli;

/** The forms in which a test run is reported. */
enum TestFormat {
  TEXT,
  JSON,
  JUNIT,
  TAP;

  /** The whole report, without a line end behind it. */
  String of(TestRun run) {
    return switch (this) {
      case TEXT -> String.join("\n", new TestReport(Style.PLAIN, true).lines(run));
      case JSON -> TestJson.of(run);
      case JUNIT -> TestJunit.of(run);
      case TAP -> TestTap.of(run);
    };
  }
}
