package dev.actp.cli;

import dev.actp.compiler.diff.Change;
import dev.actp.compiler.diff.Difference;
import dev.actp.compiler.diff.Direction;
import dev.actp.compiler.diff.Witness;
import dev.actp.compiler.diff.WitnessText;
import dev.actp.compiler.handbook.Markdown;
import dev.actp.runtime.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A difference as a comment below a proposed change. */
record DifferenceMarkdown(LoadedPolicies before, LoadedPolicies after) {

  /** Lines without their ends. */
  List<String> lines(Difference difference) {
    List<String> lines = new ArrayList<>();
    lines.add("### What this change of policies means");
    lines.add("");
    lines.add("**" + Markdown.text(DifferenceText.summary(difference)) + "**");
    difference.renamed().forEach(each -> lines.add("\nVersion: " + Markdown.text(each)));
    for (Change change : difference.changes()) {
      lines.add("");
      add(change, lines);
    }
    return lines;
  }

  private void add(Change change, List<String> lines) {
    String ways =
        change.directions().stream().map(Direction::word).collect(Collectors.joining(" and "));
    String where =
        change.policy() + (change.capability().isEmpty() ? "" : ", " + change.capability());
    lines.add("#### " + Markdown.text(where) + ": " + ways);
    lines.add("");
    addSource("before", change.before(), before, lines);
    addSource("now", change.after(), after, lines);
    if (!change.shown()) {
      lines.add("- _not shown by a witness_");
    }
    change
        .restarts()
        .forEach(limit -> lines.add("- counter restarts: " + Markdown.code(limit.text())));
    change.witnesses().forEach(witness -> add(witness, lines));
  }

  private static void addSource(
      String word, @Nullable Source source, LoadedPolicies where, List<String> lines) {
    if (source != null) {
      String place = where.place(source);
      lines.add(
          "- "
              + word
              + ": "
              + Markdown.code(source.text())
              + (source.line() == 0 ? "" : " in " + Markdown.code(place)));
    }
  }

  private static void add(Witness witness, List<String> lines) {
    lines.add("");
    lines.add("<details><summary>" + witness.direction().word() + ": a session</summary>");
    lines.add("");
    WitnessText.lines(witness).forEach(line -> lines.add("    " + line));
    lines.add("");
    lines.add("before: " + Markdown.text(witness.before()) + "<br>");
    lines.add("now: " + Markdown.text(witness.after()));
    lines.add("");
    lines.add("</details>");
  }
}
