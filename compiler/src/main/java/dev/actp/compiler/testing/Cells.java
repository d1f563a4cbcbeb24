package dev.actp.compiler.testing;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Outcome;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the variables of a table stand for in one row; none for a test without a table. */
record Cells(Map<String, Table.Cell> byName) {
  static final Cells NONE = new Cells(Map.of());

  Cells {
    byName = Map.copyOf(byName);
  }

  /** One for each row that fits the variables; what does not fit is reported. */
  static List<Cells> rows(Table table, Report report) {
    distinct(table.variables(), report);
    List<Cells> rows = new ArrayList<>();
    for (Table.Row row : table.rows()) {
      if (row.cells().size() == table.variables().size()) {
        rows.add(row(table.variables(), row.cells()));
      } else {
        String wanted = count(table.variables().size(), "value");
        report.error(
            Code.TEST_ROW_MISMATCH,
            "this row has " + count(row.cells().size(), "value") + ", the table " + wanted,
            row.span());
      }
    }
    return rows;
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void distinct(List<Name> variables, Report report) {
    Map<String, Name> seen = new TreeMap<>();
    for (Name variable : variables) {
      if (seen.putIfAbsent(variable.text(), variable) != null) {
        report.error(
            Code.TEST_DUPLICATE,
            "the table has two variables `" + variable.text() + "`",
            variable.span());
      }
    }
  }

  private static Cells row(List<Name> variables, List<Table.Cell> cells) {
    Map<String, Table.Cell> byName = new TreeMap<>();
    for (int i = 0; i < cells.size(); i++) {
      byName.putIfAbsent(variables.get(i).text(), cells.get(i));
    }
    return new Cells(byName);
  }

  /** The value of a variable; empty, and reported, where it has none. */
  Optional<Expression> value(String name, Span span, Report report) {
    return switch (byName.get(name)) {
      case Table.Cell.Value cell -> Optional.of(cell.value());
      case Table.Cell.Expected cell -> {
        report.error(
            Code.TEST_NOT_A_VALUE,
            "`" + name + "` is an outcome, and a value is needed here",
            span,
            "an outcome stands behind the arrow: `=> (" + name + ")`");
        yield Optional.empty();
      }
      case null -> unknown(name, span, report);
    };
  }

  /** The outcome of a variable; empty, and reported, where it has none. */
  Optional<Outcome> outcome(Name name, Report report) {
    return switch (byName.get(name.text())) {
      case Table.Cell.Expected cell -> Optional.of(cell.outcome());
      case Table.Cell.Value cell -> {
        report.error(
            Code.TEST_NOT_A_VALUE,
            "`" + name.text() + "` is a value, and an outcome is needed here",
            name.span(),
            "an outcome is `allow`, `deny` or `needs approval`");
        yield Optional.empty();
      }
      case null -> unknown(name.text(), name.span(), report);
    };
  }

  private <T> Optional<T> unknown(String name, Span span, Report report) {
    String otherwise =
        byName.isEmpty() ? "only a test with a table, `for x in [...]`, has variables" : null;
    report.error(
        Code.TEST_UNKNOWN_NAME,
        "no table has a variable `" + name + "`",
        span,
        Suggestion.help(name, byName.keySet(), otherwise));
    return Optional.empty();
  }
}
