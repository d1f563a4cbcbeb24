package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Suggestion;
import dev.actp.dsl.parser.grammar.ActpParser.CountContext;
import dev.actp.dsl.parser.grammar.ActpParser.DurationContext;
import dev.actp.dsl.parser.grammar.ActpParser.IdentifierContext;
import dev.actp.dsl.parser.grammar.ActpParser.NameContext;
import dev.actp.dsl.parser.grammar.ActpParser.NamesContext;
import dev.actp.dsl.parser.grammar.ActpParser.PatternContext;
import dev.actp.dsl.parser.grammar.ActpParser.PatternsContext;
import dev.actp.dsl.parser.grammar.ActpParser.TextContext;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Builds the smallest nodes: names, texts, counts, lengths of time, patterns. */
final class Leaves {
  private final Offsets offsets;
  private final Reports reports;

  Leaves(Offsets offsets, Reports reports) {
    this.offsets = offsets;
    this.reports = reports;
  }

  Span span(ParserRuleContext node) {
    return offsets.span(node);
  }

  Span span(Token token) {
    return offsets.span(token);
  }

  Span span(Token first, Token last) {
    return offsets.span(first, last);
  }

  Name name(NameContext node) {
    TerminalNode quoted = node.STRING();
    return quoted == null ? name(node.identifier()) : new Name(unquoted(quoted), span(node));
  }

  Name name(IdentifierContext node) {
    return new Name(node.getText(), span(node));
  }

  @Nullable Name nameOrNull(@Nullable NameContext node) {
    return node == null ? null : name(node);
  }

  List<Name> names(NamesContext node) {
    return node.name().stream().map(this::name).toList();
  }

  Text text(TextContext node) {
    return new Text(unquoted(node.STRING()), span(node));
  }

  @Nullable Text textOrNull(@Nullable TextContext node) {
    return node == null ? null : text(node);
  }

  /** What a string literal says; what is wrong with it the scan has reported. */
  String unquoted(TerminalNode string) {
    String written = string.getText();
    if (written.indexOf('\\') < 0) {
      return written.substring(1, written.length() - 1);
    }
    return StringUnit.text(units(string.getSymbol()));
  }

  private List<StringUnit> units(Token string) {
    int start = offsets.start(string) + 1;
    return StringUnit.of(offsets.file(), start, offsets.end(string) - 1, diagnostic -> {});
  }

  Pattern pattern(PatternContext node) {
    return PatternReader.read(units(node.STRING().getSymbol()), span(node), reports);
  }

  @Nullable Pattern patternOrNull(@Nullable PatternContext node) {
    return node == null ? null : pattern(node);
  }

  List<Pattern> patterns(@Nullable PatternsContext node) {
    return node == null ? List.of() : node.pattern().stream().map(this::pattern).toList();
  }

  /** A count above zero. */
  Count positive(CountContext node) {
    Count count = count(node);
    if (count.value() == 0) {
      notPositive(span(node));
    }
    return count;
  }

  Count count(CountContext node) {
    String digits = node.getText();
    if (digits.length() > 9) {
      reports.error(
          Code.NUMBER_OUT_OF_RANGE,
          SyntaxError.show(digits) + " is too large for a count",
          span(node),
          "write at most `999999999`");
      return new Count(1, span(node));
    }
    return new Count(Long.parseLong(digits), span(node));
  }

  /** A length of time above zero. */
  Length length(DurationContext node) {
    Length length = length(node.getText(), span(node));
    if (length.amount() == 0) {
      notPositive(span(node));
    }
    return length;
  }

  @Nullable Length lengthOrNull(@Nullable DurationContext node) {
    return node == null ? null : length(node);
  }

  /** A length of time, zero included. */
  Length length(String written, Span span) {
    String digits = written.substring(0, written.length() - 1);
    String suffix = written.substring(written.length() - 1);
    Length.Unit unit = Length.Unit.SECONDS;
    for (Length.Unit candidate : Length.Unit.values()) {
      unit = candidate.suffix().equals(suffix) ? candidate : unit;
    }
    Length length = new Length(digits.length() > 10 ? 0 : Long.parseLong(digits), unit, span);
    if (digits.length() > 10 || length.toDuration().compareTo(Length.MAX) > 0) {
      String message = SyntaxError.show(written) + " is too long";
      String help = "the longest duration is `" + Length.MAX.toDays() + "d`";
      reports.error(Code.NUMBER_OUT_OF_RANGE, message, span, help);
      return new Length(1, unit, span);
    }
    return length;
  }

  void notPositive(Span span) {
    String message = SyntaxError.show(span.text()) + " is not above zero";
    reports.error(Code.NOT_POSITIVE, message, span, "write more than zero");
  }

  /**
   * The constant that a word stands for; where there is none, that is reported and it is the first.
   */
  <E> E oneOf(
      List<E> constants, Function<E, String> word, ParserRuleContext node, String expected) {
    List<String> words = constants.stream().map(word).toList();
    int index = words.indexOf(node.getText());
    if (index < 0) {
      List<String> quoted = words.stream().map(w -> "`" + w + "`").toList();
      String all = "write " + Phrases.list(quoted);
      String help = Suggestion.help(node.getText(), words).orElse(all);
      reports.unexpected(expected, span(node), help);
    }
    return constants.get(Math.max(index, 0));
  }
}
