package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.parser.grammar.ActpLexer;
import dev.actp.dsl.syntax.Comment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Tells documentation from comments: lines of {@code ///} above a declaration are its own. */
final class Docs {
  private final Scan scan;
  private final Set<Integer> attached = new HashSet<>();

  Docs(Scan scan) {
    this.scan = scan;
  }

  /** The documentation of the declaration. */
  List<String> of(ParserRuleContext declaration) {
    List<String> lines = new ArrayList<>();
    int i = declaration.getStart().getTokenIndex() - 1;
    for (; i >= 0 && scan.stream().get(i).getChannel() != Token.DEFAULT_CHANNEL; i--) {
      Token token = scan.stream().get(i);
      if (isDocumentation(token) && isOwnLine(token)) {
        attached.add(i);
        lines.addFirst(line(token));
      }
    }
    return lines;
  }

  /** All comments that are no declaration's documentation, in order. */
  List<Comment> comments() {
    return scan.stream().getTokens().stream()
        .filter(token -> token.getType() == ActpLexer.COMMENT)
        .filter(token -> !attached.contains(token.getTokenIndex()))
        .map(this::comment)
        .toList();
  }

  /** A warning for each of the first lines of documentation that is none's. */
  List<Diagnostic> dangling() {
    String message = "this documentation belongs to no declaration";
    return scan.stream().getTokens().stream()
        .filter(token -> isDocumentation(token) && !attached.contains(token.getTokenIndex()))
        .limit(Reports.MAX)
        .map(token -> scan.offsets().span(token))
        .map(span -> Diagnostic.warning(Code.DANGLING_DOCUMENTATION, message, span))
        .map(warning -> warning.withHelp("write a comment: `//`"))
        .toList();
  }

  private Comment comment(Token token) {
    String text = token.getText().substring(isDocumentation(token) ? 3 : 2).stripTrailing();
    return new Comment(text, isOwnLine(token), scan.offsets().span(token));
  }

  private static boolean isDocumentation(Token token) {
    String text = token.getText();
    return token.getType() == ActpLexer.COMMENT
        && text.startsWith("///")
        && !text.startsWith("////");
  }

  private boolean isOwnLine(Token token) {
    int before = token.getTokenIndex() - 1;
    return before < 0
        || scan.offsets().line(scan.stream().get(before)) < scan.offsets().line(token);
  }

  private static String line(Token token) {
    String text = token.getText().substring(3).stripTrailing();
    return text.startsWith(" ") ? text.substring(1) : text;
  }
}
