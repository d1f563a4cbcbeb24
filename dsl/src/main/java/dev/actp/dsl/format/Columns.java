package dev.actp.dsl.format;

import java.util.List;
import java.util.stream.IntStream;

/** Lays rows of texts out so that their columns start below each other. */
final class Columns {
  private Columns() {}

  /** One line a row; a column is as wide as its widest text, and one blank stands between two. */
  static List<String> align(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    List<Integer> widths =
        IntStream.range(0, columns)
            .map(
                c ->
                    rows.stream()
                        .mapToInt(row -> c < row.size() ? length(row.get(c)) : 0)
                        .max()
                        .orElse(0))
            .boxed()
            .toList();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      String text = row.get(c);
      boolean empty = widths.get(c) == 0;
      line.append(text).repeat(' ', empty ? 0 : widths.get(c) - length(text) + 1);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
