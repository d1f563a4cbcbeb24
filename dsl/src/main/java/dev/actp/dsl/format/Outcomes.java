package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Cause;
import dev.actp.dsl.syntax.Outcome;
import dev.actp.dsl.syntax.Reveal;
import dev.actp.dsl.syntax.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints expected outcomes, and the tables that may hold them. */
final class Outcomes {
  private final Expressions expressions;
  private final Clauses clauses;

  Outcomes(Expressions expressions, Clauses clauses) {
    this.expressions = expressions;
    this.clauses = clauses;
  }

  Doc outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Allow allow -> allow(allow);
      case Outcome.WouldDeny would -> Doc.text("allow would deny" + cause(would.cause()));
      case Outcome.NeedsApproval needs ->
          Doc.text(
              "needs approval"
                  + (needs.approvers() == null ? "" : " " + Clauses.approvers(needs.approvers())));
      case Outcome.Deny deny -> Doc.text("deny" + cause(deny.cause()));
      case Outcome.Variable variable -> Doc.text("(" + variable.name() + ")");
    };
  }

  private Doc allow(Outcome.Allow allow) {
    List<Doc> reveals = allow.revealing().stream().map(clauses::reveal).toList();
    return reveals.isEmpty()
        ? Doc.text("allow")
        : Doc.concat(Doc.text("allow revealing "), Doc.join(Doc.text(" and "), reveals));
  }

  private static String cause(@Nullable Cause cause) {
    return switch (cause) {
      case null -> "";
      case Cause.Because because -> " because " + Spelling.quoted(because.message().value());
      case Cause.By by -> " by " + by.kind().word();
    };
  }

  /** The rows of a table without comments inside: where all fit on lines, with aligned columns. */
  List<Doc> rows(Table table, int width) {
    List<List<String>> cells =
        table.rows().stream()
            .map(row -> row.cells().stream().map(cell -> Layout.flat(cell(cell))).toList())
            .toList();
    List<String> aligned = Columns.align(cells.stream().map(Outcomes::withCommas).toList());
    return aligned.stream().allMatch(row -> row.length() + 2 <= width)
        ? aligned.stream().map(row -> Doc.text("(" + row + ")")).toList()
        : table.rows().stream().map(this::row).toList();
  }

  private static List<String> withCommas(List<String> cells) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      parts.add(cells.get(i) + (i < cells.size() - 1 ? "," : ""));
    }
    return parts;
  }

  Doc row(Table.Row row) {
    return Doc.bracketed(
        "(", Doc.Line.OR_NOTHING, row.cells().stream().map(this::cell).toList(), ")");
  }

  private Doc cell(Table.Cell cell) {
    return switch (cell) {
      case Table.Cell.Value value -> expressions.expression(value.value());
      case Table.Cell.Expected expected -> outcome(expected.outcome());
    };
  }

  /** Whether a comment will stay inside it when it is printed. */
  boolean keepsComment(Outcome outcome) {
    return outcome instanceof Outcome.Allow allow
        && allow.revealing().stream()
            .anyMatch(
                reveal ->
                    switch (reveal) {
                      case Reveal.Only only -> expressions.keepsComment(only.names());
                      case Reveal.AllBut but -> expressions.keepsComment(but.names());
                      case Reveal.AtMost most -> false;
                      case Reveal.Redacted redacted -> false;
                    });
  }

  /** Whether a comment will stay inside one of its cells when it is printed. */
  boolean keepsComment(Table.Row row) {
    return row.cells().stream()
        .anyMatch(
            cell ->
                switch (cell) {
                  case Table.Cell.Value value -> expressions.keepsComment(value.value());
                  case Table.Cell.Expected expected -> keepsComment(expected.outcome());
                });
  }
}
