package dev.actp.dsl.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Lays a document out in lines of a width, in characters. What cannot break runs over. */
final class Layout {
  private record Piece(int indent, boolean flat, Doc doc) {}

  private final int width;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Piece> rest = new ArrayDeque<>();
  private int column;
  private int pendingIndent;

  private Layout(int width) {
    this.width = width;
  }

  /** The text, without blanks at line ends and without a line end at its end. */
  static String render(Doc doc, int width) {
    Layout layout = new Layout(width);
    layout.rest.push(new Piece(0, false, doc));
    while (!layout.rest.isEmpty()) {
      layout.step(layout.rest.pop());
    }
    return layout.out.toString();
  }

  /** The text on one line. */
  static String flat(Doc doc) {
    return render(new Doc.Group(doc), Integer.MAX_VALUE);
  }

  private void step(Piece piece) {
    switch (piece.doc) {
      case Doc.Text text -> write(text.text());
      case Doc.Line line -> {
        if (breaks(line, piece)) {
          newLine(piece.indent);
        } else {
          write(flat(line));
        }
      }
      case Doc.Concat concat -> push(concat, piece);
      case Doc.Indent indent ->
          rest.push(new Piece(piece.indent + indent.by(), piece.flat, indent.doc()));
      case Doc.Group group ->
          rest.push(
              new Piece(piece.indent, piece.flat || fits(piece.indent, group.doc()), group.doc()));
    }
  }

  private static boolean breaks(Doc.Line line, Piece piece) {
    return !piece.flat || line == Doc.Line.ALWAYS;
  }

  private static String flat(Doc.Line line) {
    return line == Doc.Line.OR_BLANK ? " " : "";
  }

  private void push(Doc.Concat concat, Piece piece) {
    for (Doc part : concat.parts().reversed()) {
      rest.push(new Piece(piece.indent, piece.flat, part));
    }
  }

  private void write(String text) {
    if (!text.isEmpty()) {
      out.repeat(' ', pendingIndent).append(text);
      pendingIndent = 0;
      column += text.codePointCount(0, text.length());
    }
  }

  private void newLine(int indent) {
    while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
    out.append('\n');
    pendingIndent = indent;
    column = indent;
  }

  /** Whether the document, and what follows it up to the next line end, fits flat on this line. */
  private boolean fits(int indent, Doc doc) {
    Deque<Piece> open = new ArrayDeque<>();
    Iterator<Piece> following = rest.iterator();
    open.push(new Piece(indent, true, doc));
    int room = width - column;
    while (room >= 0) {
      if (open.isEmpty()) {
        if (!following.hasNext()) {
          return true;
        }
        open.push(following.next());
      }
      Piece piece = open.pop();
      switch (piece.doc) {
        case Doc.Text text -> room -= text.text().codePointCount(0, text.text().length());
        case Doc.Line line -> {
          if (breaks(line, piece)) {
            return !piece.flat;
          }
          room -= flat(line).length();
        }
        case Doc.Concat concat ->
            concat
                .parts()
                .reversed()
                .forEach(part -> open.push(new Piece(piece.indent, piece.flat, part)));
        case Doc.Indent inner -> open.push(new Piece(piece.indent, piece.flat, inner.doc()));
        case Doc.Group group -> open.push(new Piece(piece.indent, piece.flat, group.doc()));
      }
    }
    return false;
  }
}
