package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.Suggestion;
import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * A token that cannot be read where it stands.
 *
 * @param newLine whether it is the first on its line
 */
record SyntaxError(
    Walk.Expected expected,
    Token found,
    @Nullable Token previous,
    @Nullable Token following,
    boolean newLine,
    Offsets offsets) {
  private static final int MAX_PHRASES = 6;
  private static final int MAX_SHOWN = 40;
  private static final Set<String> STEPS =
      Set.of(
          "advance", "at", "approve", "reject", "revoke", "delegate", "repeat", "given", "session");
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "deny", "forbid",
          "permit", "capability",
          "allow", "capability",
          "grant", "capability",
          "if", "when",
          "where", "when",
          "include", "import",
          "limit", "quota",
          "quota", "limit");

  /**
   * What to say about it; {@code lineStart} is the first token on the line of the token before it.
   */
  Diagnostic explain(Token lineStart) {
    if (isIn(ActpParser.RULE_request) && canBe("=>")) {
      Optional<String> meant = Suggestion.help(lineStart.getText(), STEPS);
      if (lineStart.equals(previous) && meant.isPresent()) {
        return unexpected("a step", show(lineStart), offsets.span(lineStart)).withHelp(meant.get());
      }
      if (newLine || found.getText().equals("}") || found.getType() == Token.EOF) {
        return missingOutcome(lineStart);
      }
    }
    boolean end = found.getType() == Token.EOF;
    List<String> phrases =
        end && canBe("}") ? List.of("`}`") : Phrases.of(expected, newLine && !end);
    List<String> few = phrases.subList(0, Math.min(phrases.size(), MAX_PHRASES));
    return unexpected(Phrases.list(few), show(found), offsets.span(found))
        .withHelp(help().orElse(null));
  }

  private Diagnostic missingOutcome(Token lineStart) {
    Token last = previous == null ? lineStart : previous;
    Span span = offsets.span(lineStart, last);
    return Diagnostic.error(Code.MISSING_OUTCOME, "the request has no outcome", span)
        .withHelp("write `=> allow`, `=> deny` or `=> needs approval` behind it");
  }

  static Diagnostic unexpected(String phrases, String found, Span span) {
    return Diagnostic.error(Code.UNEXPECTED, "expected " + phrases + ", found " + found, span);
  }

  private static String show(Token token) {
    return token.getType() == Token.EOF ? "the end of the file" : show(token.getText());
  }

  /** A user's words in backticks, short and with nothing invisible. */
  static String show(String text) {
    int end =
        text.offsetByCodePoints(0, Math.min(MAX_SHOWN, text.codePointCount(0, text.length())));
    return "`"
        + Characters.visible(text.substring(0, end))
        + (end < text.length() ? "…" : "")
        + "`";
  }

  private Optional<String> help() {
    String text = found.getText();
    if (canBe("{") && isIn(ActpParser.RULE_declaration)) {
      return Optional.of("the braces are required");
    }
    if (previous == null && canBe("guardrail")) {
      return Optional.of("start with a header, as in `policy \"name\" version \"1\"`");
    }
    if (isName(found) || Words.RESERVED.contains(text)) {
      return word(text);
    }
    return Optional.ofNullable(
        switch (text) {
          case "=" -> canBe("==") ? "write `==`" : null;
          case "=>" -> canBe(">=") ? "write `>=`" : null;
          case "." -> canBe("(") ? fraction() : quoted(text);
          case "-", ":" -> quoted(text);
          case "]", ")", "}" -> after(",") ? "leave out the comma before it" : null;
          case "," -> newBlock() ? "leave it out: every line starts with its own word" : null;
          default -> forOther();
        });
  }

  /** Whether it is nearly a word that could stand there. */
  boolean isMisspelt() {
    String text = found.getText();
    return isName(found) && text.length() > 2 && Suggestion.nearest(text, words()).isPresent();
  }

  private List<String> words() {
    return expected.all().toList().stream()
        .map(Phrases::literal)
        .filter(Words::isIdentifier)
        .toList();
  }

  private Optional<String> word(String text) {
    List<String> words =
        expected.all().toList().stream().map(Phrases::literal).filter(Words::isIdentifier).toList();
    Optional<String> near = Suggestion.help(text, words);
    if (near.isPresent() && text.length() > 2) {
      return near;
    }
    if (Words.RESERVED.contains(text) && expectsName()) {
      return Optional.of("`" + text + "` is reserved; put the name in quotes");
    }
    String synonym = SYNONYMS.get(text);
    boolean fits = synonym != null && words.contains(synonym);
    return fits ? Optional.of("write `" + synonym + "`") : forExpression();
  }

  private Optional<String> forExpression() {
    String upper = found.getText().toUpperCase(Locale.ROOT);
    if (expected.tokens().contains(ActpParser.CURRENCY) && Literals.CURRENCIES.contains(upper)) {
      return Optional.of("write currencies in capitals: `" + upper + "`");
    }
    boolean negative = previous != null && previous.getText().equals("-");
    return negative && !canBe("(")
        ? Optional.of("only numbers have a sign; write `0 - " + found.getText() + "`")
        : Optional.empty();
  }

  private @Nullable String fraction() {
    if (following == null || following.getType() != ActpParser.INT) {
      return null;
    }
    return "write `0." + following.getText() + "`";
  }

  private @Nullable String quoted(String mark) {
    if (previous == null || following == null || !isName(previous)) {
      return null;
    }
    boolean joined =
        offsets.end(previous) == offsets.start(found)
            && offsets.end(found) == offsets.start(following);
    String name = previous.getText() + mark + following.getText();
    return joined ? "put a name with `" + mark + "` in quotes: `\"" + name + "\"`" : null;
  }

  private @Nullable String forOther() {
    boolean number = found.getType() == ActpParser.INT || found.getType() == ActpParser.DECIMAL;
    if (number && expected.rules().contains(ActpParser.RULE_duration)) {
      return "put a unit behind it, as in `" + found.getText() + "m`";
    }
    boolean braces =
        expected.tokens().toList().stream().anyMatch(t -> Phrases.literal(t).equals("{"));
    return braces && isIn(ActpParser.RULE_declaration) ? "the braces are required" : null;
  }

  private boolean newBlock() {
    return expected.rules().stream().anyMatch(Phrases.BLOCKS::contains);
  }

  private boolean expectsName() {
    return expected.rules().contains(ActpParser.RULE_name)
        || expected.rules().contains(ActpParser.RULE_field)
        || expected.rules().contains(ActpParser.RULE_names);
  }

  private boolean isIn(int rule) {
    return expected.within().contains(rule);
  }

  private boolean after(String text) {
    return previous != null && previous.getText().equals(text);
  }

  private boolean canBe(String literal) {
    return expected.all().toList().stream().anyMatch(t -> Phrases.literal(t).equals(literal));
  }

  private static boolean isName(Token token) {
    return token.getType() != ActpParser.STRING && Words.isBare(token.getText());
  }
}
