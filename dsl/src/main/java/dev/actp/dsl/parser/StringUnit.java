package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One character of a string, escape resolved.
 *
 * @param escaped whether it was written as an escape, and so is never special in a pattern
 * @param span where it was written, the whole escape
 */
record StringUnit(int codePoint, boolean escaped, Span span) {
  private static final Pattern UNICODE = Pattern.compile("\\\\u\\{([0-9A-Fa-f]{1,6})}");

  /**
   * What stands between the quotes, unit by unit. What is wrong with it is reported, and left out.
   */
  static List<StringUnit> of(SourceFile file, int start, int end, Consumer<Diagnostic> reports) {
    List<StringUnit> units = new ArrayList<>(end - start);
    String text = file.text();
    for (int i = start; i < end; ) {
      int c = text.codePointAt(i);
      int width = c == '\\' ? escapeWidth(text, i, end) : Character.charCount(c);
      Span span = Span.of(file, i, i + width);
      i += width;
      if (c == '\\') {
        addEscape(units, span, reports);
      } else if (Characters.isInvisible(c)) {
        reports.accept(invisible(c, span).withHelp("write `" + Characters.escape(c) + "`"));
      } else {
        units.add(new StringUnit(c, false, span));
      }
    }
    return units;
  }

  /** The characters of a string. */
  static String text(List<StringUnit> units) {
    StringBuilder text = new StringBuilder();
    units.forEach(unit -> text.appendCodePoint(unit.codePoint));
    return text.toString();
  }

  static Diagnostic invisible(int c, Span span) {
    String kind =
        Characters.isBidiControl(c) ? "a bidirectional control" : "an invisible character";
    String message = "U+%04X is %s".formatted(c, kind);
    return Diagnostic.error(Code.INVISIBLE_CHARACTER, message, span);
  }

  boolean is(char c) {
    return !escaped && codePoint == c;
  }

  private static int escapeWidth(String text, int at, int end) {
    Matcher matcher = UNICODE.matcher(text).region(at, end);
    if (matcher.lookingAt()) {
      return matcher.end() - at;
    }
    return at + 1 < end ? 1 + Character.charCount(text.codePointAt(at + 1)) : 1;
  }

  private static void addEscape(List<StringUnit> units, Span span, Consumer<Diagnostic> reports) {
    String written = span.text();
    Matcher matcher = UNICODE.matcher(written);
    if (matcher.matches()) {
      int c = Integer.parseInt(matcher.group(1), 16);
      if (Character.isValidCodePoint(c) && Character.getType(c) != Character.SURROGATE) {
        units.add(new StringUnit(c, true, span));
      } else {
        String message = "`" + written + "` is no Unicode character";
        reports.accept(Diagnostic.error(Code.INVALID_ESCAPE, message, span));
      }
    } else if (written.length() == 2 && "\"\\{*".indexOf(written.charAt(1)) >= 0) {
      units.add(new StringUnit(written.charAt(1), true, span));
    } else {
      reports.accept(unknown(written, span));
    }
  }

  private static Diagnostic unknown(String written, Span span) {
    String message = "`" + Characters.visible(written) + "` is no escape";
    String help =
        switch (written) {
          case "\\n" -> "write `\\u{A}`";
          case "\\t" -> "write `\\u{9}`";
          case "\\r" -> "write `\\u{D}`";
          case "\\}" -> "write `\\u{7D}`";
          case "\\u" -> "write one to six hexadecimal digits in braces, as in `\\u{E9}`";
          default ->
              "the escapes are `\\\"`, `\\\\`, `\\{`, `\\*` and `\\u{…}`; write `\\\\` for a"
                  + " backslash";
        };
    return Diagnostic.error(Code.INVALID_ESCAPE, message, span).withHelp(help);
  }
}
