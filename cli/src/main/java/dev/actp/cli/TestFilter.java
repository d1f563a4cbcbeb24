package dev.actp.cli;

import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.TestCase;
import java.util.Locale;

/**
 * Which tests are wanted: those with a text in their file's path, their title or their requirement,
 * whatever the case.
 *
 * @param text empty for all
 */
record TestFilter(String text) {
  TestFilter {
    text = text.toLowerCase(Locale.ROOT);
  }

  boolean wants(String path, TestCase test) {
    return isIn(path)
        || isIn(test.title())
        || (test.requirement() != null && isIn(test.requirement()));
  }

  /** Claims have no title: their text stands for it. */
  boolean wants(String path, Source claim) {
    return isIn(path) || isIn(claim.text());
  }

  private boolean isIn(String name) {
    return name.toLowerCase(Locale.ROOT).contains(text);
  }
}
