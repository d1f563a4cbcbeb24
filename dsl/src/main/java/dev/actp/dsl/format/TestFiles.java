package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Step;
import dev.actp.dsl.syntax.Table;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.dsl.syntax.TestItem;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints test files. */
final class TestFiles {
  private final Trivia trivia;
  private final Clauses clauses;
  private final Outcomes outcomes;
  private final Steps steps;

  TestFiles(Trivia trivia, Expressions expressions, Clauses clauses) {
    this.trivia = trivia;
    this.clauses = clauses;
    this.outcomes = new Outcomes(expressions, clauses);
    this.steps = new Steps(trivia, expressions, clauses, outcomes);
  }

  /** The header, the set-up and the tests. */
  List<Entry> entries(TestFile file) {
    List<Entry> entries = new ArrayList<>();
    Span header = file.span().upTo(file.targets().getLast().span());
    entries.add(new Entry(file.documentation(), 0, header, () -> header(file)));
    for (Step step : file.setUp()) {
      Supplier<Doc> print = () -> steps.step(step, Formatter.WIDTH);
      entries.add(new Entry(List.of(), 1, step.span(), print));
    }
    for (TestItem item : file.items()) {
      int kind = item instanceof TestItem.Test ? Entry.BLOCK : 2;
      entries.add(new Entry(item.documentation(), kind, item.span(), () -> item(item)));
    }
    return entries;
  }

  private static Doc header(TestFile file) {
    List<Doc> targets =
        file.targets().stream().map(t -> Doc.text(Spelling.quoted(t.value()))).toList();
    return Doc.concat(
        Doc.text("tests for"),
        Doc.group(
            Doc.indent(
                4,
                Doc.Line.OR_BLANK,
                Doc.join(Doc.concat(Doc.text(","), Doc.Line.OR_BLANK), targets))));
  }

  private Doc item(TestItem item) {
    return switch (item) {
      case TestItem.Test test -> test(test);
      case TestItem.Never never ->
          Doc.concat(Doc.text("never "), clauses.scope(never.scope()), clauses.when(never.when()));
      case TestItem.AlwaysApproval always ->
          Doc.concat(
              Doc.text("always approval " + Clauses.approvers(always.approvers()) + " for "),
              clauses.scope(always.scope()),
              clauses.when(always.when()));
    };
  }

  private Doc test(TestItem.Test test) {
    String title = "test " + Spelling.quoted(test.title().value());
    String requirement =
        test.requirement() == null
            ? ""
            : " requirement " + Spelling.quoted(test.requirement().value());
    Doc header = Doc.text(title + requirement);
    if (test.table() != null) {
      header = Doc.concat(header, Doc.text(" for "), table(test.table()));
    }
    int end = test.span().end();
    if (test.steps().isEmpty() && !trivia.hasCommentIn(test)) {
      return Doc.concat(header, Doc.text(" {}"));
    }
    Doc opening =
        trivia.opening(test.steps().isEmpty() ? end : test.steps().getFirst().span().start());
    return Clauses.braces(header, opening, steps.steps(test.steps(), end, Formatter.WIDTH - 2));
  }

  private Doc table(Table table) {
    IdentityHashMap<Node, Doc> rows = new IdentityHashMap<>();
    if (table.rows().stream().noneMatch(outcomes::keepsComment)) {
      List<Doc> printed = outcomes.rows(table, Formatter.WIDTH - 3);
      for (int i = 0; i < printed.size(); i++) {
        rows.put(table.rows().get(i), printed.get(i));
      }
    }
    int end = table.span().end();
    Doc opening = trivia.opening(table.rows().getFirst().span().start());
    Doc lines =
        new Lines<Table.Row>(trivia, row -> rowOf(row, rows.get(row)))
            .separatedBy(",")
            .print(table.rows(), end);
    return Doc.concat(
        Doc.text(Clauses.names(table.variables()) + " in ["),
        opening,
        Doc.indent(2, Doc.Line.ALWAYS, lines),
        Doc.Line.ALWAYS,
        Doc.text("]"));
  }

  private Doc rowOf(Table.Row row, @Nullable Doc aligned) {
    return aligned == null ? outcomes.row(row) : aligned;
  }
}
