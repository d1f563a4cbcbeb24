package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads sources. What is wrong with one is a diagnostic, however large, deep or garbled it is;
 * nothing is thrown.
 */
public final class Parser {
  private Parser() {}

  /** Reads a policy, guardrail, library or test file. */
  public static ParseResult<SourceUnit> parse(SourceFile file) {
    return read(file, ActpParser.RULE_file, ActpParser::file, TreeBuilder::file);
  }

  /** Reads a text that is one expression, as other notations embed them. */
  public static ParseResult<Expression> parseExpression(SourceFile file) {
    return read(
        file,
        ActpParser.RULE_expressionOnly,
        ActpParser::expressionOnly,
        (builder, node) -> builder.expressions.expression(node.expression()));
  }

  /** Reads a text that is clauses of a capability, as tokens that narrow it say them. */
  public static ParseResult<List<Clause>> parseClauses(SourceFile file) {
    return read(
        file,
        ActpParser.RULE_clausesOnly,
        ActpParser::clausesOnly,
        (builder, node) -> builder.clauses.clauses(node.clause()));
  }

  /** Reads a text that is what stands between the quotes of a pattern. */
  public static ParseResult<Pattern> parsePattern(SourceFile file) {
    Reports reports = new Reports();
    int end = file.text().length();
    List<StringUnit> units = StringUnit.of(file, 0, end, reports);
    Pattern pattern = PatternReader.read(units, Span.of(file, 0, end), reports);
    return result(pattern, List.of(), reports.all());
  }

  private static <C extends ParserRuleContext, T> ParseResult<T> read(
      SourceFile file,
      int rule,
      Function<ActpParser, C> entry,
      BiFunction<TreeBuilder, C, T> build) {
    if (SourceReader.isTooLarge(file)) {
      return result(null, List.of(), List.of(SourceReader.tooLarge(file)));
    }
    if (SourceReader.hasByteOrderMark(file)) {
      return result(null, List.of(), List.of(SourceReader.byteOrderMark(file)));
    }
    try {
      return read(Scan.of(file), rule, entry, build);
    } catch (StackOverflowError e) {
      String message = "the file is nested too deep";
      Diagnostic tooDeep = Diagnostic.error(Code.NESTED_TOO_DEEP, message, Span.of(file, 0, 0));
      return result(null, List.of(), List.of(tooDeep));
    }
  }

  private static <C extends ParserRuleContext, T> ParseResult<T> read(
      Scan scan, int rule, Function<ActpParser, C> entry, BiFunction<TreeBuilder, C, T> build) {
    TreeBuilder builder = new TreeBuilder(scan);
    List<Diagnostic> diagnostics = new ArrayList<>(scan.diagnostics());
    T tree = null;
    if (!scan.isNestedTooDeep()) {
      C node = scan.diagnostics().isEmpty() ? parse(scan, entry) : null;
      if (node == null) {
        diagnostics.addAll(SyntaxErrors.find(scan, rule));
      } else {
        tree = build.apply(builder, node);
        diagnostics.addAll(builder.docs.dangling());
      }
    }
    diagnostics.addAll(builder.reports.all());
    return result(tree, builder.docs.comments(), diagnostics);
  }

  /**
   * The fast mode first; where it fails the full one decides, and that one's failure SyntaxErrors
   * explains.
   */
  private static <C extends ParserRuleContext> @Nullable C parse(
      Scan scan, Function<ActpParser, C> entry) {
    C node = parse(scan, entry, PredictionMode.SLL);
    return node == null ? parse(scan, entry, PredictionMode.LL) : node;
  }

  private static <C extends ParserRuleContext> @Nullable C parse(
      Scan scan, Function<ActpParser, C> entry, PredictionMode mode) {
    scan.stream().seek(0);
    ActpParser parser = new ActpParser(scan.stream());
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(mode);
    try {
      return entry.apply(parser);
    } catch (ParseCancellationException e) {
      return null;
    }
  }

  private static <T> ParseResult<T> result(
      @Nullable T tree, List<Comment> comments, List<Diagnostic> diagnostics) {
    boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
    List<Diagnostic> ordered =
        diagnostics.stream().sorted(Comparator.comparingInt(d -> d.span().start())).toList();
    return new ParseResult<>(failed ? null : tree, comments, ordered);
  }
}
