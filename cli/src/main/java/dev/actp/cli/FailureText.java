package dev.actp.cli;

import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.Failure;
import dev.actp.runtime.testing.TestResult;
import dev.actp.runtime.testing.Trace;
import java.util.ArrayList;
import java.util.List;

/** A failed test as people read it: the step, what was expected, what came, and what made it so. */
record FailureText(Style style, Shown shown) {
  private static final int MAX_GAP = 60;

  /** Lines without their ends. */
  List<String> lines(TestResult.Failed failed) {
    Failure failure = failed.failure();
    List<String> lines = new ArrayList<>();
    lines.add(style.bad("FAIL") + "  " + style.strong(TestReport.name(failed.testCase())));
    lines.add("  " + failure.step().text() + place(failure.step()) + rounds(failure));
    lines.add("  expected  " + style.good(failure.expected()));
    lines.add("  but came  " + style.bad(failure.actual()));
    failure.clauses().forEach(account -> addAccount(account, lines));
    return lines;
  }

  private String place(Source source) {
    return "  " + style.faint("(" + shown.of(source) + ")");
  }

  private String rounds(Failure failure) {
    return String.join(
        "",
        failure.rounds().stream()
            .map(round -> ", round " + round.number() + " of " + round.of())
            .toList());
  }

  private void addAccount(Failure.Account account, List<String> lines) {
    String owner =
        account.capability().isEmpty()
            ? account.policy()
            : account.policy() + ", " + account.capability();
    lines.add("");
    lines.add("  " + (owner.isEmpty() ? "" : owner + ": ") + style.strong(account.finding()));
    if (!account.clause().text().isEmpty()) {
      lines.add("    " + head(account.clause().text()) + place(account.clause()));
    }
    int width = account.trace().lines().stream().mapToInt(FailureText::width).max().orElse(0);
    account.trace().lines().forEach(line -> lines.add(value(line, Math.min(width, MAX_GAP))));
  }

  /** A capability without its clauses: those that matter are shown by themselves. */
  private static String head(String text) {
    int clauses = text.startsWith("capability ") ? text.indexOf(" {") : -1;
    return clauses < 0 ? text : text.substring(0, clauses);
  }

  private static int width(Trace.Line line) {
    return 2 * line.depth() + line.expression().length();
  }

  private String value(Trace.Line line, int width) {
    String gap = " ".repeat(Math.max(0, width - width(line)) + 2);
    return "      " + "  ".repeat(line.depth()) + line.expression() + gap + painted(line.value());
  }

  private String painted(String value) {
    return switch (value) {
      case "true" -> style.good(value);
      case "false" -> style.bad(value);
      case "not reached" -> style.faint(value);
      default -> value.startsWith("error: ") ? style.bad(value) : value;
    };
  }
}
