package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Prints nodes that stand each on a line of its own: declarations, clauses, steps, elements of a
 * broken list.
 */
final class Lines<N extends Node> {
  /** Whether a blank line has to stand between two printed nodes. */
  interface Apart<N> {
    boolean test(N upper, Doc printedUpper, N lower, Doc printedLower);
  }

  private final Trivia trivia;
  private final Function<N, Doc> print;
  private final List<Trivia.Row> rows = new ArrayList<>();
  private Apart<N> apart = (upper, printedUpper, lower, printedLower) -> false;
  private Function<N, Integer> start = node -> node.span().start();
  private String separator = "";

  Lines(Trivia trivia, Function<N, Doc> print) {
    this.trivia = trivia;
    this.print = print;
  }

  Lines<N> apart(Apart<N> test) {
    this.apart = test;
    return this;
  }

  /** Where a node starts, where that is not its own first token. */
  Lines<N> startingAt(Function<N, Integer> position) {
    this.start = position;
    return this;
  }

  /** What stands behind each node but the last. */
  Lines<N> separatedBy(String text) {
    this.separator = text;
    return this;
  }

  /** The nodes and every comment up to {@code end}, where the block closes that they stand in. */
  Doc print(List<N> nodes, int end) {
    Doc upper = Doc.empty();
    for (int i = 0; i < nodes.size(); i++) {
      N node = nodes.get(i);
      boolean last = i == nodes.size() - 1;
      int next = last ? end : nodes.get(i + 1).span().start();
      int first = rows.size();
      trivia.addBefore(node.span().start(), rows);
      int leading = rows.size();
      Doc printed = print.apply(node);
      trivia.addInside(node, rows);
      Doc behind = Doc.concat(Doc.text(last ? "" : separator), trailing(node, next));
      rows.add(new Trivia.Row(Doc.concat(printed, behind), false));
      boolean blank = trivia.blankBefore(start.apply(node));
      boolean forced = i > 0 && apart.test(nodes.get(i - 1), upper, node, printed);
      rows.set(leading, withBlank(rows.get(leading), blank));
      rows.set(first, withBlank(rows.get(first), forced));
      upper = printed;
    }
    trivia.addBefore(end, rows);
    return Trivia.lines(rows);
  }

  private Doc trailing(N node, int next) {
    return trivia.trailing(node.span().end(), next);
  }

  private static Trivia.Row withBlank(Trivia.Row row, boolean blank) {
    return new Trivia.Row(row.doc(), row.blank() || blank);
  }
}
