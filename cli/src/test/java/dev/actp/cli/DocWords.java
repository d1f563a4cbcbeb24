package dev.actp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits shell text into commands and words: quotes of both kinds, and variables. */
final class DocWords {
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");
  private static final Pattern PIECE = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^'\"]+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

  private DocWords() {}

  /** Commands; one ends at a line's end, outside of single quotes and without a backslash. */
  static List<String> commands(String text) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    for (String line : text.strip().split("\n", -1)) {
      command.append(command.isEmpty() ? "" : "\n").append(line);
      boolean goesOn =
          line.endsWith("\\") || command.chars().filter(c -> c == '\'').count() % 2 == 1;
      if (!goesOn) {
        commands.add(command.toString().replace("\\\n", " "));
        command.setLength(0);
      }
    }
    return commands;
  }

  static List<String> of(String command, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      StringBuilder text = new StringBuilder();
      Matcher piece = PIECE.matcher(word.group());
      while (piece.find()) {
        text.append(
            piece.group(1) != null
                ? piece.group(1)
                : filled(piece.group(2) != null ? piece.group(2) : piece.group(3), variables));
      }
      words.add(text.toString());
    }
    return words;
  }

  private static String filled(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(variables.getOrDefault(match.group(1), "")));
  }
}
