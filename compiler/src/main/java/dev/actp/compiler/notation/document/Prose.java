package dev.actp.compiler.notation.document;

import dev.actp.dsl.syntax.Characters;
import java.util.ArrayList;
import java.util.List;

/**
 * Text of a document as lines of documentation. Its author may be an attacker, so that nothing
 * invisible, reordering, long or many-lined comes through; what it says is not vouched for.
 */
public final class Prose {
  private static final int WIDTH = 100;
  private static final int MAX_LINES = 12;

  /** How much of a text is looked at. */
  private static final int MAX_LENGTH = 4_000;

  private Prose() {}

  /** At most twelve lines of about a hundred characters; none where the text is blank. */
  public static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    boolean cut = text.length() > MAX_LENGTH;
    for (String line : (cut ? text.substring(0, MAX_LENGTH) : text).split("\\R", -1)) {
      wrap(clean(line), lines);
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    if (lines.size() > MAX_LINES || cut) {
      lines.subList(Math.min(MAX_LINES - 1, lines.size()), lines.size()).clear();
      lines.add("…");
    }
    return lines;
  }

  private static String clean(String line) {
    StringBuilder clean = new StringBuilder();
    line.codePoints()
        .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
        .filter(c -> !Characters.isInvisible(c))
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private static void wrap(String line, List<String> lines) {
    String left = line;
    while (left.codePointCount(0, left.length()) > WIDTH) {
      int most = left.offsetByCodePoints(0, WIDTH);
      int blank = left.lastIndexOf(' ', most);
      int end = blank > 0 ? blank : most;
      lines.add(left.substring(0, end).strip());
      left = left.substring(end).strip();
    }
    if (!left.isEmpty() || !lines.isEmpty()) {
      lines.add(left);
    }
  }
}
