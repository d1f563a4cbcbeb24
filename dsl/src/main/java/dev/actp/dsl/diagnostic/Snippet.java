package dev.actp.dsl.diagnostic;

import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.SourceFile;

/**
 * One source line as a terminal shows it, with the cells that a span covers. Tabs become spaces,
 * invisible characters their escapes, and a line that is too long is cut around the span.
 *
 * @param text what to print
 * @param start the first cell to mark, from 0
 * @param width how many cells to mark, at least 1
 */
record Snippet(String text, int start, int width) {
  private static final int TAB = 4;
  private static final int MAX_CELLS = 120;
  private static final int CONTEXT = 30;

  /** The line that holds {@code start}, and the part of the span that lies in it. */
  static Snippet of(SourceFile file, int start, int end) {
    int line = file.line(start);
    String text = file.lineText(line);
    int from = Math.min(start - file.lineStart(line), text.length());
    int to = Math.max(from, Math.min(end - file.lineStart(line), text.length()));
    int first = Math.max(0, from - 2 * MAX_CELLS);
    StringBuilder shown = new StringBuilder();
    int before = append(shown, text.substring(first, from), 0);
    int marked = append(shown, text.substring(from, Math.min(to, from + 2 * MAX_CELLS)), before);
    int rest = Math.min(text.length(), to + MAX_CELLS);
    append(shown, text.substring(Math.min(rest, to), rest), marked);
    return cut(shown.toString(), before, Math.max(1, marked - before));
  }

  private static int append(StringBuilder shown, String text, int cell) {
    int at = cell;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      String piece =
          c == '\t' ? " ".repeat(TAB - at % TAB) : Characters.visible(Character.toString(c));
      shown.append(piece);
      at += piece.codePoints().map(CellWidth::of).sum();
    }
    return at;
  }

  private static Snippet cut(String text, int start, int width) {
    if (cells(text) <= MAX_CELLS) {
      return new Snippet(text, start, width);
    }
    int from = start + Math.min(width, MAX_CELLS) <= MAX_CELLS ? 0 : start - CONTEXT;
    StringBuilder kept = new StringBuilder(from > 0 ? "…" : "");
    int cell = 0;
    int markedFrom = 0;
    for (int c : text.codePoints().toArray()) {
      boolean inside = cell >= from && cell < from + MAX_CELLS;
      markedFrom += inside && cell < start ? CellWidth.of(c) : 0;
      kept.append(inside ? Character.toString(c) : "");
      cell += CellWidth.of(c);
    }
    int shift = from > 0 ? 1 : 0;
    int room = Math.max(1, MAX_CELLS - markedFrom);
    return new Snippet(kept.append('…').toString(), markedFrom + shift, Math.min(width, room));
  }

  private static int cells(String text) {
    return text.codePoints().map(CellWidth::of).sum();
  }
}
