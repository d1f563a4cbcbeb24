package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.parser.grammar.ActpLexer;
import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.Span;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** What the lexer takes as one token only to refuse it. */
final class BadTokens {
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("&&", "write `and`"),
          Map.entry("||", "write `or`"),
          Map.entry("!", "write `not`"),
          Map.entry("<>", "write `!=`"),
          Map.entry("=<", "write `<=`"),
          Map.entry("->", "write `=>`"),
          Map.entry("'", "write double quotes: `\"`"),
          Map.entry("`", "write double quotes: `\"`"),
          Map.entry("“", "write straight quotes: `\"`"),
          Map.entry("”", "write straight quotes: `\"`"),
          Map.entry("/*", "comments start with `//`"),
          Map.entry("#", "comments start with `//`"),
          Map.entry(";", "leave it out: every clause starts with its own word"),
          Map.entry("$", "write the currency behind the amount, as in `500 USD`"),
          Map.entry("€", "write the currency behind the amount, as in `500 EUR`"),
          Map.entry("£", "write the currency behind the amount, as in `500 GBP`"),
          Map.entry("%", "leave it out: there are no percentages and no remainders"),
          Map.entry("/", "there is no division; multiply the other side"),
          Map.entry("≤", "write `<=`"),
          Map.entry("≥", "write `>=`"),
          Map.entry("≠", "write `!=`"),
          Map.entry("×", "write `*`"),
          Map.entry("–", "write `-`"),
          Map.entry("−", "write `-`"));

  private BadTokens() {}

  static boolean isBad(Token token) {
    return switch (token.getType()) {
      case ActpLexer.GROUPED_NUMBER,
          ActpLexer.BAD_LITERAL,
          ActpLexer.BAD_WORD,
          ActpLexer.UNTERMINATED_STRING,
          ActpLexer.STRAY ->
          true;
      default -> false;
    };
  }

  static Diagnostic explain(int type, String text, Span span) {
    return switch (type) {
      case ActpLexer.GROUPED_NUMBER, ActpLexer.BAD_LITERAL -> BadLiteral.explain(text, span);
      case ActpLexer.UNTERMINATED_STRING ->
          Diagnostic.error(Code.UNTERMINATED_STRING, "the string is not closed", span)
              .withHelp("close it with `\"` on the same line");
      default -> character(text, span);
    };
  }

  private static Diagnostic character(String text, Span span) {
    int[] odd = text.codePoints().filter(c -> c > '~' || c < ' ').toArray();
    if (text.startsWith("/*")) {
      return stray("/*", Span.of(span.file().orElseThrow(), span.start(), span.start() + 2));
    }
    if (text.length() > 1 && "'“".indexOf(text.charAt(0)) >= 0) {
      String inside = text.substring(1, text.length() - 1);
      String help = "write double quotes: " + SyntaxError.show("\"" + inside + "\"");
      return Diagnostic.error(Code.STRAY_CHARACTER, SyntaxError.show(text) + " is no string", span)
          .withHelp(help);
    }
    return odd.length == 0 || INSTEAD.containsKey(text)
        ? stray(text, span)
        : outsideAscii(odd[0], span.start() + text.indexOf(Character.toString(odd[0])), span);
  }

  private static Diagnostic stray(String text, Span span) {
    String message = "`" + text + "` has no meaning here";
    return Diagnostic.error(Code.STRAY_CHARACTER, message, span).withHelp(INSTEAD.get(text));
  }

  private static Diagnostic outsideAscii(int c, int at, Span span) {
    Span place = Span.of(span.file().orElseThrow(), at, at + Character.charCount(c));
    if (Characters.isInvisible(c)) {
      return StringUnit.invisible(c, place).withHelp("remove it");
    }
    String character = Character.toString(c);
    String message = "`" + character + "` is outside ASCII";
    String help = "names are ASCII letters, digits and `_`; put any other name in quotes";
    return Diagnostic.error(Code.STRAY_CHARACTER, message, place)
        .withHelp(INSTEAD.getOrDefault(character, help));
  }
}
