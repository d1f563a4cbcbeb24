package dev.actp.dsl.syntax;

import java.util.List;

/** {@code for x, outcome in [(1, allow), (2, deny)]}: one run of the test a row. */
public record Table(List<Name> variables, List<Row> rows, Span span) implements Node {
  public Table {
    variables = List.copyOf(variables);
    rows = List.copyOf(rows);
  }

  /** One row; that it has a cell for each variable is the compiler's to check. */
  public record Row(List<Cell> cells, Span span) implements Node {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** One cell. */
  public sealed interface Cell extends Node {
    /** A value for requests. */
    record Value(Expression value, Span span) implements Cell {}

    /** An outcome, to be used as {@code => (variable)}. */
    record Expected(Outcome outcome, Span span) implements Cell {}
  }
}
