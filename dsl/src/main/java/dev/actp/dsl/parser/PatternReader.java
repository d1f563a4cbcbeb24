package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Pattern.Part;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Splits what stands between a pattern's quotes into its parts. */
final class PatternReader {
  private final List<StringUnit> units;
  private final Consumer<Diagnostic> reports;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();

  private PatternReader(List<StringUnit> units, Consumer<Diagnostic> reports) {
    this.units = units;
    this.reports = reports;
  }

  static Pattern read(List<StringUnit> units, Span span, Consumer<Diagnostic> reports) {
    PatternReader reader = new PatternReader(units, reports);
    for (int i = 0; i < units.size(); ) {
      i = reader.next(i);
    }
    reader.endLiteral();
    return new Pattern(reader.parts, span);
  }

  private int next(int i) {
    StringUnit unit = units.get(i);
    if (unit.is('*')) {
      return wildcard(i);
    }
    if (unit.is('{')) {
      return value(i);
    }
    if (unit.is('}')) {
      reports.accept(
          Diagnostic.error(Code.INVALID_PATTERN, "`}` closes nothing", unit.span())
              .withHelp("write `\\u{7D}` for a brace"));
    }
    literal.appendCodePoint(unit.codePoint());
    return i + 1;
  }

  private int wildcard(int start) {
    int end = start;
    while (end < units.size() && units.get(end).is('*')) {
      end++;
    }
    endLiteral();
    if (end - start > 2) {
      String message = "`" + "*".repeat(Math.min(end - start, 8)) + "` is no wildcard";
      reports.accept(
          Diagnostic.error(Code.INVALID_PATTERN, message, span(start, end))
              .withHelp("write `*` within a segment, `**` across segments, `\\*` for an asterisk"));
    }
    parts.add(end - start == 1 ? Part.Wildcard.STAR : Part.Wildcard.DOUBLE_STAR);
    return end;
  }

  private int value(int open) {
    if (open + 1 < units.size() && units.get(open + 1).is('{')) {
      report("`{{` stands for no value", span(open, open + 2));
      return units.size();
    }
    int close = open;
    while (close < units.size() && !units.get(close).is('}')) {
      close++;
    }
    if (close == units.size()) {
      report("`{` is not closed", units.get(open).span());
      return close;
    }
    endLiteral();
    addValue(open, close);
    return close + 1;
  }

  private void addValue(int open, int close) {
    String text = StringUnit.text(units.subList(open + 1, close));
    int dot = text.indexOf('.');
    String root = text.substring(0, Math.max(dot, 0));
    String member = text.substring(dot + 1);
    boolean rooted = root.equals("session") || root.equals("agent");
    if (!rooted || !Words.isIdentifier(member)) {
      report("`{" + Characters.visible(text) + "}` stands for no value", span(open, close + 1));
      return;
    }
    Name name = new Name(member, span(open + 2 + dot, close));
    parts.add(root.equals("agent") ? new Part.AgentValue(name) : new Part.SessionValue(name));
  }

  private void report(String message, Span span) {
    reports.accept(
        Diagnostic.error(Code.INVALID_PATTERN, message, span)
            .withHelp("write `{session.NAME}` or `{agent.NAME}`, or `\\{` for a brace"));
  }

  private Span span(int from, int to) {
    return units.get(from).span().to(units.get(to - 1).span());
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
