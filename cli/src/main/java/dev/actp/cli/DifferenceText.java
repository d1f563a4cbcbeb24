package dev.actp.cli;

import dev.actp.compiler.diff.Change;
import dev.actp.compiler.diff.Difference;
import dev.actp.compiler.diff.Direction;
import dev.actp.compiler.diff.Witness;
import dev.actp.compiler.diff.WitnessText;
import dev.actp.runtime.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A difference as people read it. */
record DifferenceText(Style style, LoadedPolicies before, LoadedPolicies after) {

  /** Lines without their ends. */
  List<String> lines(Difference difference) {
    List<String> lines = new ArrayList<>();
    difference.renamed().forEach(each -> lines.add("version  " + each));
    for (Change change : difference.changes()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      add(change, lines);
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(summary(difference));
    return lines;
  }

  private void add(Change change, List<String> lines) {
    String ways = change.directions().stream().map(this::way).collect(Collectors.joining(" and "));
    String where =
        change.policy() + (change.capability().isEmpty() ? "" : ", " + change.capability());
    lines.add(ways + "  " + style.strong(where));
    addSource("- ", change.before(), before, lines);
    addSource("+ ", change.after(), after, lines);
    change.witnesses().forEach(witness -> add(witness, lines));
    if (!change.shown()) {
      lines.add("  " + style.warning("not shown by a witness"));
    }
    for (Source limit : change.restarts()) {
      lines.add("  " + style.warning("its counter restarts: ") + limit.text());
    }
  }

  private void addSource(
      String mark, @Nullable Source source, LoadedPolicies where, List<String> lines) {
    if (source != null) {
      String place = source.line() == 0 ? "" : "  " + style.faint("(" + where.place(source) + ")");
      lines.add("  " + mark + source.text() + place);
    }
  }

  private void add(Witness witness, List<String> lines) {
    lines.add("  " + way(witness.direction()) + " for");
    WitnessText.lines(witness).forEach(line -> lines.add("      " + line));
    lines.add("    before: " + witness.before());
    lines.add("    now:    " + witness.after());
  }

  private String way(Direction direction) {
    return switch (direction) {
      case WIDENED -> style.bad(direction.word());
      case NARROWED -> style.good(direction.word());
      case ALTERED -> style.warning(direction.word());
    };
  }

  static String summary(Difference difference) {
    if (difference.changes().isEmpty()) {
      return "no difference in meaning";
    }
    List<String> parts = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      if (difference.count(direction) > 0) {
        parts.add(difference.count(direction) + " " + direction.word());
      }
    }
    String summary = Words.count(difference.changes().size(), "change") + ": " + Words.list(parts);
    String unseen =
        difference.notShown() == 0 ? "" : "; " + difference.notShown() + " not shown by a witness";
    String restarts =
        difference.restarts() == 0
            ? ""
            : "; "
                + Words.count(difference.restarts(), "counter")
                + (difference.restarts() == 1 ? " restarts" : " restart");
    return summary + unseen + restarts;
  }
}
