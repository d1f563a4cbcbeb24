package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.parser.grammar.ActpParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Finds all places where a text leaves the language. Behind an error it goes on at the next line
 * that starts something it knows: a clause or step of the same block, else a declaration.
 */
final class SyntaxErrors {
  /**
   * Where reading can go on: the walk's places before a line, and how many braces were open there.
   */
  private record Anchor(Walk.Places places, int depth) {}

  private final Offsets offsets;
  private final List<Token> tokens;
  private final Walk walk = new Walk(ActpParser._ATN, Phrases.namedRules());
  private final Deque<Token> braces = new ArrayDeque<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private SyntaxErrors(Scan scan) {
    this.offsets = scan.offsets();
    this.tokens =
        scan.stream().getTokens().stream()
            .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
            .toList();
  }

  /** The errors, none of them at a token that the scan has refused already. */
  static List<Diagnostic> find(Scan scan, int rule) {
    SyntaxErrors errors = new SyntaxErrors(scan);
    errors.read(rule);
    return errors.diagnostics;
  }

  private void read(int rule) {
    Walk.Places places = walk.start(rule);
    Anchor outer = rule == ActpParser.RULE_file ? behindHeader(places) : new Anchor(places, 0);
    Anchor inner = outer;
    for (int i = 0; i < tokens.size(); i++) {
      if (startsLine(i) && startsBlock(places)) {
        inner = new Anchor(places, braces.size());
        outer = braces.isEmpty() ? inner : outer;
      }
      Walk.Places next = read(places, i);
      if (next == null) {
        report(error(places, i), i, outer);
        i = resume(i, inner, outer);
        next = i < tokens.size() ? resumed(i, inner, outer) : null;
      }
      if (next == null) {
        return;
      }
      track(tokens.get(i));
      places = next;
    }
  }

  /** Where a file goes on behind its header, whatever is wrong with that. */
  private Anchor behindHeader(Walk.Places start) {
    int[] header =
        tokens.getFirst().getType() == ActpParser.TESTS
            ? new int[] {ActpParser.TESTS, ActpParser.FOR, ActpParser.STRING}
            : new int[] {ActpParser.LIBRARY, ActpParser.STRING};
    Walk.Places places = start;
    for (int type : header) {
      Walk.Places next = walk.after(places, new CommonToken(type));
      places = next == null ? places : next;
    }
    return new Anchor(places, 0);
  }

  private boolean startsBlock(Walk.Places places) {
    return walk.expected(places).rules().stream().anyMatch(Phrases.BLOCKS::contains);
  }

  private Walk.@Nullable Places read(Walk.Places places, int i) {
    return BadTokens.isBad(tokens.get(i)) ? null : walk.after(places, tokens.get(i));
  }

  /**
   * The first token, from the refused one on, that can be read from an anchor; braces are tracked
   * up to it.
   */
  private int resume(int refused, Anchor inner, Anchor outer) {
    for (int i = refused; i < tokens.size() - 1; i++) {
      boolean candidate = startsLine(i) || tokens.get(i).getText().equals("}");
      if (candidate && resumed(i, inner, outer) != null) {
        return i;
      }
      if (i > refused && startsLine(i) && braces.size() == inner.depth) {
        reportMisspelt(inner.places, i, outer);
      }
      track(tokens.get(i));
    }
    return tokens.size();
  }

  private Walk.@Nullable Places resumed(int i, Anchor inner, Anchor outer) {
    Walk.Places next = braces.size() == inner.depth ? read(inner.places, i) : null;
    if (next != null || !startsLine(i)) {
      return next;
    }
    boolean outermost = braces.isEmpty() || offsets.isUnindented(tokens.get(i));
    next = outermost ? read(outer.places, i) : null;
    if (next != null) {
      braces.clear();
    }
    return next;
  }

  private void track(Token token) {
    if (token.getText().equals("{")) {
      braces.push(token);
    } else if (token.getText().equals("}")) {
      braces.poll();
    }
  }

  private boolean startsLine(int i) {
    return i == 0 || offsets.line(tokens.get(i)) > offsets.line(tokens.get(i - 1));
  }

  /**
   * A line that starts with nearly a word that could start it is an error of its own, no sequel of
   * another.
   */
  private void reportMisspelt(Walk.Places places, int i, Anchor outer) {
    SyntaxError error = error(places, i);
    if (error.isMisspelt()) {
      report(error, i, outer);
    }
  }

  private void report(SyntaxError error, int i, Anchor outer) {
    Token token = tokens.get(i);
    Token opened = braces.peek();
    boolean leftOpen =
        opened != null
            && (token.getType() == Token.EOF
                || (offsets.isUnindented(token) && walk.after(outer.places, token) != null));
    Diagnostic diagnostic = error.explain(lineStart(i));
    if (!BadTokens.isBad(token) && diagnostics.size() < Reports.MAX) {
      diagnostics.add(
          leftOpen ? diagnostic.withLabel(offsets.span(opened), "opened here") : diagnostic);
    }
  }

  private SyntaxError error(Walk.Places places, int i) {
    Token previous = i == 0 ? null : tokens.get(i - 1);
    Token following = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
    return new SyntaxError(
        walk.expected(places), tokens.get(i), previous, following, startsLine(i), offsets);
  }

  /** The first token of the line that the token before {@code i} stands on. */
  private Token lineStart(int i) {
    int first = Math.max(0, i - 1);
    while (!startsLine(first)) {
      first--;
    }
    return tokens.get(first);
  }
}
