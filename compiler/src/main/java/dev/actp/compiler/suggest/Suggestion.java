package dev.actp.compiler.suggest;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.actp.compiler.diff.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * What policies could be so that they allow what was used, and little else.
 *
 * @param files those that change
 * @param made what changes in them, in the order of the files
 * @param held what was not changed though nobody used it, or not so much of it
 * @param notes what else there is to know: parts that were left as they are, since too little is
 *     known of them
 * @param tests the tests that pass now and fail then; empty unless tests are ignored
 * @param difference what the change means
 */
public record Suggestion(
    List<File> files,
    List<Proposal> made,
    List<Proposal.Held> held,
    List<String> notes,
    List<FailingTest> tests,
    Difference difference,
    Basis basis) {
  public Suggestion {
    files = List.copyOf(files);
    made = List.copyOf(made);
    held = List.copyOf(held);
    notes = List.copyOf(notes);
    tests = List.copyOf(tests);
  }

  /** A file as it is, and as it could be. */
  public record File(String path, String before, String after) {
    /** Lines around a change. */
    private static final int AROUND = 3;

    private static final String UNENDED = "\n\\ No newline at end of file";

    /**
     * The change as a patch: the lines of a unified diff, without their ends.
     *
     * @param shown the path as the patch names it
     */
    public List<String> patch(String shown) {
      List<String> old = lines(before);
      return UnifiedDiffUtils.generateUnifiedDiff(
          "a/" + shown, "b/" + shown, old, DiffUtils.diff(old, lines(after)), AROUND);
    }

    /** A line that ends with the file and not with a line feed is told from one that does. */
    private static List<String> lines(String text) {
      List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
      String last = lines.removeLast();
      if (!last.isEmpty()) {
        lines.add(last + UNENDED);
      }
      return lines;
    }
  }

  /**
   * A test that would fail.
   *
   * @param place the step, as {@code path:line}
   */
  public record FailingTest(
      String test, String place, String step, String expected, String actual) {}

  /**
   * What a suggestion rests on.
   *
   * @param uses allowed uses of the policies
   * @param decided how many of them were decided again, and allowed again under the suggestion
   * @param elsewhere allowed uses of other policies
   * @param monitored what was let pass by monitor mode alone, and does not count
   */
  public record Basis(long uses, long decided, long elsewhere, long monitored) {}
}
