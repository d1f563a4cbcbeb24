package dev.actp.dsl.editor;

import dev.secondsun.tm4e.core.grammar.IGrammar;
import dev.secondsun.tm4e.core.grammar.IToken;
import dev.secondsun.tm4e.core.grammar.ITokenizeLineResult;
import dev.secondsun.tm4e.core.grammar.StackElement;
import dev.secondsun.tm4e.core.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Colours text as an editor does that takes the grammar. */
final class Highlighter {
  private final IGrammar grammar;

  Highlighter(Path file) {
    try {
      grammar = new Registry().loadGrammarFromPathSync(file.toFile());
    } catch (Exception e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  /**
   * A piece of a line.
   *
   * @param scopes from the whole file's to the innermost
   */
  record Piece(int line, String text, List<String> scopes) {
    /** The innermost scope. */
    String scope() {
      return scopes.getLast();
    }

    boolean isInvalid() {
      return scopes.stream().anyMatch(scope -> scope.startsWith("invalid"));
    }
  }

  /** All pieces that are not blank. */
  List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    @Nullable StackElement stack = null;
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      ITokenizeLineResult result = grammar.tokenizeLine(line, stack);
      stack = result.getRuleStack();
      for (IToken token : result.getTokens()) {
        int end = Math.min(token.getEndIndex(), line.length());
        String piece = line.substring(Math.min(token.getStartIndex(), end), end);
        if (!piece.isBlank()) {
          pieces.add(new Piece(number, piece.strip(), List.copyOf(token.getScopes())));
        }
      }
    }
    return pieces;
  }
}
