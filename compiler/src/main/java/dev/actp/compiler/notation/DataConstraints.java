package dev.actp.compiler.notation;

import static dev.actp.compiler.notation.Trees.attribute;
import static dev.actp.compiler.notation.Trees.call;
import static dev.actp.compiler.notation.Trees.compare;
import static dev.actp.compiler.notation.Trees.require;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Comparison.Operator;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.Reveal;
import dev.actp.dsl.syntax.Span;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constraints on what is read or written. */
final class DataConstraints {
  private static final Pattern LAST_DAYS = Pattern.compile("last_([1-9][0-9]{0,3})_days");
  private static final long MOST_ROWS = 1_000_000_000;

  private DataConstraints() {}

  /**
   * A published sample reads without saying how much, so a reading action may leave the attribute
   * out.
   */
  private static void add(Draft.Parts parts, String attribute, Expression condition) {
    parts.add(require(parts.reading() ? Trees.ifPresent(attribute, condition) : condition));
  }

  static void maxRows(Given given, Draft.Parts parts) {
    given
        .count()
        .ifPresent(
            rows -> {
              if (rows > MOST_ROWS) {
                given.wrong("at most 1000000000 rows");
                return;
              }
              Expression attribute = attribute("rows");
              add(
                  parts,
                  "rows",
                  Trees.and(
                      compare(attribute, Operator.GREATER_OR_EQUAL, Trees.number(1)),
                      compare(attribute, Operator.LESS_OR_EQUAL, Trees.number(rows))));
              reveal(parts, new Reveal.AtMost(Count.of(rows), Span.NONE));
            });
  }

  static void columns(Given given, Draft.Parts parts) {
    given
        .texts()
        .ifPresent(
            names -> {
              add(
                  parts,
                  "columns",
                  compare(attribute("columns"), Operator.WITHIN, Trees.texts(names)));
              reveal(parts, new Reveal.Only(Trees.texts(names), Span.NONE));
            });
  }

  static void excludeColumns(Given given, Draft.Parts parts) {
    given
        .texts()
        .ifPresent(
            names -> {
              add(
                  parts,
                  "columns",
                  Trees.every(
                      "column",
                      Trees.collection("columns"),
                      compare(attribute("column"), Operator.NOT_IN, Trees.texts(names))));
              reveal(parts, new Reveal.AllBut(Trees.texts(names), Span.NONE));
            });
  }

  private static void reveal(Draft.Parts parts, Reveal reveal) {
    parts.add(new Clause.Reveals(reveal, Span.NONE));
  }

  static void readOnly(Given given, Draft.Parts parts) {
    if (given.flag()) {
      add(parts, "query", Trees.select("sql", attribute("query"), "read_only"));
      given.warn("`readOnly` looks at the SQL in the attribute `query`");
    }
  }

  static void blockSensitiveData(Given given, Draft.Parts parts) {
    if (given.flag()) {
      parts.add(require(Trees.not(call("sensitive", Trees.context()))));
    }
  }

  static void requiredFields(Given given, Draft.Parts parts) {
    given
        .texts()
        .ifPresent(
            names -> names.forEach(name -> parts.add(require(call("present", attribute(name))))));
  }

  static void dateRange(Given given, Draft.Parts parts) {
    given
        .text()
        .ifPresent(
            text -> {
              Matcher days = LAST_DAYS.matcher(text);
              if (!days.matches()) {
                given.wrong("`last_N_days`, such as `last_90_days`");
                return;
              }
              Expression most =
                  new Expression.DurationLiteral(
                      Length.of(Long.parseLong(days.group(1)), Length.Unit.DAYS), Span.NONE);
              parts.add(
                  require(compare(call("age", attribute("since")), Operator.LESS_OR_EQUAL, most)));
              given.warn(
                  "`dateRange` bounds the attribute `since`, a timestamp that requests must"
                      + " carry");
            });
  }

  static void format(Given given, Draft.Parts parts) {
    given
        .texts()
        .ifPresent(
            names ->
                parts.add(require(compare(attribute("format"), Operator.IN, Trees.texts(names)))));
  }

  static void classification(Given given, Draft.Parts parts) {
    given
        .texts()
        .map(List::copyOf)
        .ifPresent(
            names ->
                parts.add(
                    require(
                        compare(attribute("classification"), Operator.IN, Trees.texts(names)))));
  }

  static void maxLength(Given given, Draft.Parts parts) {
    given
        .count()
        .ifPresent(
            length -> {
              parts.add(
                  require(
                      compare(
                          call("length", attribute("content")),
                          Operator.LESS_OR_EQUAL,
                          Trees.number(length))));
              given.warn("`maxLength` bounds the attribute `content`, in characters");
            });
  }
}
