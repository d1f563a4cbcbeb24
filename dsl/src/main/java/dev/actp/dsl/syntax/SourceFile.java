package dev.actp.dsl.syntax;

import java.util.Arrays;

/**
 * A source text and the path that diagnostics name it by. Offsets are in UTF-16 units of the text,
 * lines and columns count from 1, and a column counts code points. Lines end at LF, CR LF, or CR.
 */
public final class SourceFile {
  private final String path;
  private final String text;
  private final int[] lineStarts;

  public SourceFile(String path, String text) {
    this.path = path;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
      if (ends) {
        starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  public String path() {
    return path;
  }

  public String text() {
    return text;
  }

  /** How many lines there are; a text that ends in a line end has an empty last one. */
  public int lines() {
    return lineStarts.length;
  }

  /** The line, from 1, that holds the offset (0 to the length of the text, both included). */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, checked(offset));
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column, from 1, in code points. */
  public int column(int offset) {
    return text.codePointCount(lineStarts[line(offset) - 1], offset) + 1;
  }

  /** Where a line starts. */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** The text of a line without its end. */
  public String lineText(int line) {
    int end = line == lines() ? text.length() : lineStarts[line];
    int start = lineStarts[line - 1];
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  private int checked(int offset) {
    if (offset < 0 || offset > text.length()) {
      throw new IndexOutOfBoundsException("offset " + offset + " in a text of " + text.length());
    }
    return offset;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceFile that && path.equals(that.path) && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return path.hashCode() * 31 + text.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }
}
