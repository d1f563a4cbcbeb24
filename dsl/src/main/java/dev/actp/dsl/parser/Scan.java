package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.parser.grammar.ActpLexer;
import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * A source in tokens, with everything that is wrong before any of it is put together: characters,
 * literals, nesting. The parser recurses only where something is nested, so that the bound on
 * nesting bounds its stack.
 */
final class Scan {
  /** How deep brackets, and types in types, may stand in each other. */
  static final int MAX_NESTING = 64;

  private final Offsets offsets;
  private final CommonTokenStream stream;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private boolean nestedTooDeep;

  private Scan(SourceFile file) {
    this.offsets = new Offsets(file);
    ActpLexer lexer = new ActpLexer(CharStreams.fromString(file.text(), file.path()));
    lexer.removeErrorListeners();
    this.stream = new CommonTokenStream(lexer);
    stream.fill();
  }

  static Scan of(SourceFile file) {
    Scan scan = new Scan(file);
    scan.checkTokens();
    scan.checkNesting();
    return scan;
  }

  Offsets offsets() {
    return offsets;
  }

  CommonTokenStream stream() {
    return stream;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Whether the parser must not see it. */
  boolean isNestedTooDeep() {
    return nestedTooDeep;
  }

  private void checkTokens() {
    for (Token token : stream.getTokens()) {
      if (token.getType() == ActpLexer.STRING) {
        checkString(token);
      } else if (token.getType() == ActpLexer.COMMENT) {
        checkComment(token);
      } else if (BadTokens.isBad(token)) {
        report(BadTokens.explain(token.getType(), token.getText(), offsets.span(token)));
      }
    }
  }

  private void checkString(Token token) {
    String text = token.getText();
    if (text.chars().anyMatch(c -> c < ' ' || c > '~' || c == '\\')) {
      int end = offsets.end(token) - 1;
      StringUnit.of(offsets.file(), offsets.start(token) + 1, end, this::report);
    }
  }

  private void checkComment(Token token) {
    String text = token.getText();
    int start = offsets.start(token);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (Characters.isUnfitForComment(c)) {
        Span span = Span.of(offsets.file(), start + i, start + next);
        report(StringUnit.invisible(c, span).withHelp("remove it"));
      }
      i = next;
    }
  }

  private void checkNesting() {
    int brackets = 0;
    int types = 0;
    Token previous = null;
    for (Token token : stream.getTokens()) {
      if (token.getChannel() != Token.DEFAULT_CHANNEL) {
        continue;
      }
      brackets = Math.max(0, brackets + bracket(token.getText()));
      types = opensType(previous, token) ? types + 1 : continuesType(token) ? types : 0;
      if (brackets + types > MAX_NESTING) {
        nestedTooDeep = true;
        report(tooDeep(token));
        return;
      }
      previous = token;
    }
  }

  private static int bracket(String text) {
    return switch (text) {
      case "(", "[", "{" -> 1;
      case ")", "]", "}" -> -1;
      default -> 0;
    };
  }

  private static boolean opensType(@Nullable Token previous, Token token) {
    return previous != null && continuesType(previous) && token.getText().equals("<");
  }

  private static boolean continuesType(Token token) {
    return token.getType() == ActpLexer.LIST || token.getType() == ActpLexer.SET;
  }

  private Diagnostic tooDeep(Token token) {
    String message = "nesting is deeper than " + MAX_NESTING;
    return Diagnostic.error(Code.NESTED_TOO_DEEP, message, offsets.span(token));
  }

  private void report(Diagnostic diagnostic) {
    if (diagnostics.size() < Reports.MAX) {
      diagnostics.add(diagnostic);
    }
  }
}
