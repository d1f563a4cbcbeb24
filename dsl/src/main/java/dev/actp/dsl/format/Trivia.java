package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts comments and blank lines back. A comment goes in front of, or behind on the line of, the
 * nearest thing that has a line of its own; of the blank lines between two things one is kept.
 * Comments are taken in their order, so that nodes have to be printed in theirs.
 */
final class Trivia {
  /** One or more lines, and whether a blank one stands before them. */
  record Row(Doc doc, boolean blank) {}

  private final @Nullable SourceFile file;
  private final Deque<Comment> comments;

  Trivia(Span unit, List<Comment> comments) {
    this.file = unit.file().orElse(null);
    this.comments =
        new ArrayDeque<>(
            comments.stream().sorted(Comparator.comparingInt(c -> c.span().start())).toList());
  }

  /** Whether a comment stands inside the node that has not been put back yet. */
  boolean hasCommentIn(Node node) {
    int start = node.span().start();
    int end = node.span().end();
    return comments.stream().anyMatch(c -> c.span().start() >= start && c.span().start() < end);
  }

  /** Adds a row for each comment that starts before the offset. */
  void addBefore(int offset, List<Row> rows) {
    addBefore(offset, true, rows);
  }

  /**
   * Likewise, for comments inside a node, which come to stand in front of it; blank lines there are
   * none.
   */
  void addInside(Node node, List<Row> rows) {
    addBefore(node.span().end(), false, rows);
  }

  private void addBefore(int offset, boolean apart, List<Row> rows) {
    while (!comments.isEmpty() && comments.getFirst().span().start() < offset) {
      Comment comment = comments.removeFirst();
      boolean blank = apart && comment.ownLine() && blankBefore(comment.span().start());
      rows.add(new Row(text(comment), blank));
    }
  }

  /** The comment behind the offset on its line, if it starts before {@code next}; else empty. */
  Doc trailing(int offset, int next) {
    Comment comment = comments.peekFirst();
    if (comment == null || comment.ownLine() || file == null) {
      return Doc.empty();
    }
    int start = comment.span().start();
    boolean here = start >= offset && start < next && file.line(start) == file.line(offset);
    return here ? Doc.concat(Doc.text(" "), text(comments.removeFirst())) : Doc.empty();
  }

  /** The comment behind an opening bracket: the next one, unless it has a line of its own. */
  Doc opening(int next) {
    Comment comment = comments.peekFirst();
    boolean here = comment != null && !comment.ownLine() && comment.span().start() < next;
    return here ? Doc.concat(Doc.text(" "), text(comments.removeFirst())) : Doc.empty();
  }

  /** Whether a blank line stands right before the offset, blanks aside. */
  boolean blankBefore(int offset) {
    if (file == null) {
      return false;
    }
    int before = offset - 1;
    while (before >= 0 && Character.isWhitespace(file.text().charAt(before))) {
      before--;
    }
    return before >= 0 && file.line(offset) - file.line(before) > 1;
  }

  /** Whether a blank line stands anywhere between two offsets. */
  boolean blankBetween(int from, int to) {
    if (file == null) {
      return false;
    }
    for (int line = file.line(from) + 1; line < file.line(to); line++) {
      if (file.lineText(line).isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** Where the node starts, or the uppermost of its lines of documentation. */
  int startWithDocumentation(Node node, int documentation) {
    int start = node.span().start();
    int left = documentation;
    for (int line = file == null ? 0 : file.line(start) - 1; file != null && left > 0; line--) {
      if (file.lineText(line).stripLeading().startsWith("///")) {
        start = file.lineStart(line);
        left--;
      }
    }
    return start;
  }

  /** The rows one below the other. */
  static Doc lines(List<Row> rows) {
    List<Doc> lines = new ArrayList<>();
    for (Row row : rows) {
      boolean blank = row.blank && !lines.isEmpty();
      lines.add(blank ? Doc.concat(Doc.Line.ALWAYS, row.doc) : row.doc);
    }
    return Doc.join(Doc.Line.ALWAYS, lines);
  }

  private static Doc text(Comment comment) {
    return Doc.text("//" + comment.text());
  }
}
