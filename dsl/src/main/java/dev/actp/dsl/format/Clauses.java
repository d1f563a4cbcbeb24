package dev.actp.dsl.format;

import dev.actp.dsl.syntax.ActionTarget;
import dev.actp.dsl.syntax.Approvers;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Key;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Period;
import dev.actp.dsl.syntax.Reveal;
import dev.actp.dsl.syntax.Scope;
import dev.actp.dsl.syntax.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints clauses, and what they share with declarations. */
final class Clauses {
  /** The longest block of one clause that goes on one line. */
  private static final int MAX_INLINE = 80;

  private final Trivia trivia;
  private final Expressions expressions;

  Clauses(Trivia trivia, Expressions expressions) {
    this.trivia = trivia;
    this.expressions = expressions;
  }

  Doc clause(Clause clause) {
    return switch (clause) {
      case Clause.Require require -> require(require);
      case Clause.Limit limit ->
          Doc.text("limit " + limit.maximum() + " " + period(limit.period()) + each(limit.each()));
      case Clause.Budget budget ->
          Doc.concat(
              Doc.text("limit "),
              expressions.sum(budget.maximum()),
              Doc.text(" of "),
              expressions.sum(budget.measure()),
              Doc.text(" " + period(budget.period()) + each(budget.each())));
      case Clause.Open open ->
          Doc.text(
              "limit "
                  + open.maximum()
                  + " open released by "
                  + Spelling.name(open.releasedBy())
                  + each(open.each()));
      case Clause.Approval approval ->
          Doc.concat(
              Doc.text("approval " + approvers(approval.approvers())),
              when(approval.when()),
              Doc.text(optional(" expires ", approval.expires())));
      case Clause.During during ->
          Doc.text((during.negated() ? "not " : "") + "during " + Spelling.name(during.window()));
      case Clause.After after -> after(after);
      case Clause.NotAfter after ->
          Doc.text("not after " + happened(after.action(), after.on()) + within(after.within()));
      case Clause.Reveals reveals -> Doc.concat(Doc.text("reveal "), reveal(reveals.reveal()));
      case Clause.NotDelegable not -> Doc.text("not delegable");
      case Clause.Use use -> Doc.text("use " + Spelling.name(use.clauses()));
    };
  }

  private Doc require(Clause.Require require) {
    Doc condition = expressions.expression(require.condition());
    Text otherwise = require.otherwise();
    return otherwise == null
        ? Doc.concat(Doc.text("require "), condition)
        : Doc.group(
            Doc.text("require "),
            condition,
            Doc.indent(
                4, Doc.Line.OR_BLANK, Doc.text("else " + Spelling.quoted(otherwise.value()))));
  }

  private Doc after(Clause.After after) {
    List<String> with = after.with().stream().map(Spelling::attribute).toList();
    String attributes = with.isEmpty() ? "" : " with " + String.join(", ", with);
    return Doc.text(
        "after " + happened(after.action(), after.on()) + attributes + within(after.within()));
  }

  private static String happened(Name action, @Nullable Pattern on) {
    return Spelling.name(action) + (on == null ? "" : " on " + Spelling.pattern(on));
  }

  private static String within(@Nullable Length length) {
    return optional(" within ", length);
  }

  /** A word and a length, or nothing. */
  static String optional(String word, @Nullable Length length) {
    return length == null ? "" : word + length;
  }

  /** {@code when EXPR} behind a space, or nothing. */
  Doc when(@Nullable Expression condition) {
    return condition == null
        ? Doc.empty()
        : Doc.group(
            Doc.indent(4, Doc.Line.OR_BLANK, Doc.text("when "), expressions.expression(condition)));
  }

  static String approvers(Approvers approvers) {
    String count = approvers.count().value() == 1 ? "" : approvers.count() + " of ";
    return "by " + count + Spelling.quoted(approvers.group().value());
  }

  static String period(Period period) {
    return switch (period) {
      case Period.Named named -> "per " + named.unit().word();
      case Period.Sliding sliding -> "per " + sliding.length();
      case Period.CalendarDay day -> "per calendar day in " + Spelling.quoted(day.zone().value());
      case Period.Total total -> "in total";
    };
  }

  static String each(List<Key> keys) {
    return keys.isEmpty()
        ? ""
        : " each " + String.join(", ", keys.stream().map(Spelling::key).toList());
  }

  Doc reveal(Reveal reveal) {
    return switch (reveal) {
      case Reveal.Only only -> Doc.concat(Doc.text("only "), expressions.sum(only.names()));
      case Reveal.AllBut but -> Doc.concat(Doc.text("all but "), expressions.sum(but.names()));
      case Reveal.AtMost most -> Doc.text("at most " + most.rows() + " rows");
      case Reveal.Redacted redacted -> Doc.text("redacted");
    };
  }

  Doc scope(Scope scope) {
    Doc action =
        switch (scope.actions()) {
          case ActionTarget.Named named -> Doc.text(Spelling.name(named.action()));
          case ActionTarget.Any any ->
              Doc.text(
                  "any action"
                      + (any.matching() == null
                          ? ""
                          : " matching " + Spelling.pattern(any.matching())));
        };
    return Doc.concat(action, on(scope.resources()));
  }

  /** {@code on "P", "Q"} behind a space, or nothing. */
  static Doc on(List<Pattern> patterns) {
    return patterns.isEmpty() ? Doc.empty() : Doc.concat(Doc.text(" on"), items(patterns));
  }

  /** Patterns behind a word: on its line, or each on its own. */
  static Doc items(List<Pattern> patterns) {
    List<Doc> items = patterns.stream().map(p -> Doc.text(Spelling.pattern(p))).toList();
    return Doc.group(
        Doc.indent(
            4, Doc.Line.OR_BLANK, Doc.join(Doc.concat(Doc.text(","), Doc.Line.OR_BLANK), items)));
  }

  static String names(List<Name> names) {
    return String.join(", ", names.stream().map(Spelling::name).toList());
  }

  /** {@code header { CLAUSES }}: a single short clause stays on the line. */
  Doc block(Node whole, Doc header, List<Clause> clauses) {
    if (!trivia.hasCommentIn(whole)) {
      if (clauses.isEmpty()) {
        return Doc.concat(header, Doc.text(" {}"));
      }
      String inline = Layout.flat(header) + " { " + Layout.flat(clause(clauses.getFirst())) + " }";
      if (clauses.size() == 1 && inline.length() <= MAX_INLINE) {
        return Doc.text(inline);
      }
    }
    int end = whole.span().end();
    int first = clauses.isEmpty() ? end : clauses.getFirst().span().start();
    Doc opening = trivia.opening(first);
    return braces(header, opening, new Lines<>(trivia, this::clause).print(clauses, end));
  }

  /** A header and its block, over several lines. */
  static Doc braces(Doc header, Doc opening, Doc lines) {
    Doc inside = lines.isEmpty() ? lines : Doc.indent(2, Doc.Line.ALWAYS, lines);
    return Doc.concat(header, Doc.text(" {"), opening, inside, Doc.Line.ALWAYS, Doc.text("}"));
  }
}
