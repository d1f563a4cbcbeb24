package dev.actp.runtime.testing;

/** How a test came out. */
public sealed interface TestResult {
  TestCase testCase();

  /** As expected. */
  record Passed(TestCase testCase) implements TestResult {}

  /** Otherwise, and how. */
  record Failed(TestCase testCase, Failure failure) implements TestResult {}
}
