package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Scope;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.dsl.syntax.Type;
import java.util.List;

/**
 * From a tree to text, in the one layout there is. What it writes parses to an equal tree, and
 * formatting it again changes nothing.
 *
 * <p>The layout: two blanks of indentation, lines of at most {@value #WIDTH} characters where
 * something can break, one clause or step a line. Kinds of declarations, blocks, and what is
 * documented stand apart by a blank line; elsewhere one blank line is kept where there were some. A
 * block of one short clause or request stays on its header's line. Requests right below each other,
 * and rows of a table, have their columns aligned. Names are quoted only where they have to be, but
 * for a file's own name, which always is.
 */
public final class Formatter {
  /** How long a line may get where it can break. */
  static final int WIDTH = 120;

  private Formatter() {}

  /** A file that was not read from a source, such as a translated policy. */
  public static String format(SourceUnit unit) {
    return format(unit, List.of());
  }

  /** A file as it was read, with its comments. Ends in a line end. */
  public static String format(SourceUnit unit, List<Comment> comments) {
    Trivia trivia = new Trivia(unit.span(), comments);
    Expressions expressions = new Expressions(trivia);
    Clauses clauses = new Clauses(trivia, expressions);
    List<Entry> entries =
        switch (unit) {
          case PolicyFile file -> new Declarations(expressions, clauses).entries(file);
          case TestFile file -> new TestFiles(trivia, expressions, clauses).entries(file);
        };
    int end = unit.span().file().map(file -> file.text().length()).orElse(0);
    Doc doc =
        new Lines<>(trivia, Entry::printed)
            .startingAt(entry -> entry.start(trivia))
            .apart(Entry::areApart)
            .print(entries, end);
    return Layout.render(doc, WIDTH) + "\n";
  }

  /** A clause on one line: its canonical text. */
  public static String text(Clause clause) {
    return Layout.flat(clauses().clause(clause));
  }

  /** An expression on one line: its canonical text. */
  public static String text(Expression expression) {
    return Layout.flat(expressions().expression(expression));
  }

  /** A scope on one line: its canonical text. */
  public static String text(Scope scope) {
    return Layout.flat(clauses().scope(scope));
  }

  /** A rule of a policy on one line, without its documentation: its canonical text. */
  public static String text(Declaration declaration) {
    return Layout.flat(new Declarations(expressions(), clauses()).declaration(declaration));
  }

  /** A capability without its clauses, on one line: what it grants. */
  public static String head(Declaration.Capability capability) {
    return Layout.flat(Declarations.head(capability));
  }

  /** A type on one line: its canonical text. */
  public static String text(Type type) {
    return Layout.flat(new Declarations(expressions(), clauses()).type(type));
  }

  /** A pattern with its quotes: its canonical text. */
  public static String text(Pattern pattern) {
    return Spelling.pattern(pattern);
  }

  private static Expressions expressions() {
    return new Expressions(none());
  }

  private static Clauses clauses() {
    Trivia none = none();
    return new Clauses(none, new Expressions(none));
  }

  private static Trivia none() {
    return new Trivia(Span.NONE, List.of());
  }
}
