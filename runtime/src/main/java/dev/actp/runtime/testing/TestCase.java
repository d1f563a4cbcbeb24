package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test, or one row of a test with a table.
 *
 * @param row the row from 1, or 0 for a test without a table
 * @param requirement what of a catalogue of controls it is evidence for, or null
 * @param source the title's or the row's place
 * @param steps those of the file before its first test included
 */
public record TestCase(
    String title, int row, @Nullable String requirement, Source source, List<TestStep> steps) {
  public TestCase {
    steps = List.copyOf(steps);
  }

  /** The title, and the row if there is one. */
  public String name() {
    return row == 0 ? title : title + " [row " + row + "]";
  }
}
