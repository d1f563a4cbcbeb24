package dev.actp.dsl.parser;

import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** From ANTLR's positions, in code points, to spans, in UTF-16 units. */
final class Offsets {
  private final SourceFile file;
  private final int @Nullable [] units;

  Offsets(SourceFile file) {
    this.file = file;
    this.units =
        file.text().chars().anyMatch(c -> Character.isSurrogate((char) c)) ? units() : null;
  }

  private int[] units() {
    String text = file.text();
    int[] starts = new int[text.codePointCount(0, text.length()) + 1];
    int unit = 0;
    for (int i = 0; i < starts.length - 1; i++) {
      starts[i] = unit;
      unit += Character.charCount(text.codePointAt(unit));
    }
    starts[starts.length - 1] = unit;
    return starts;
  }

  SourceFile file() {
    return file;
  }

  /** The line it starts on; ANTLR's own count knows but one kind of line end. */
  int line(Token token) {
    return file.line(start(token));
  }

  boolean isUnindented(Token token) {
    return file.lineStart(line(token)) == start(token);
  }

  int start(Token token) {
    return unit(token.getStartIndex());
  }

  int end(Token token) {
    return unit(Math.max(token.getStartIndex(), token.getStopIndex() + 1));
  }

  Span span(Token token) {
    return Span.of(file, start(token), end(token));
  }

  Span span(TerminalNode node) {
    return span(node.getSymbol());
  }

  Span span(ParserRuleContext node) {
    return Span.of(file, start(node.getStart()), end(node.getStop()));
  }

  Span span(Token first, Token last) {
    return Span.of(file, start(first), end(last));
  }

  private int unit(int codePoint) {
    return units == null ? codePoint : units[codePoint];
  }
}
