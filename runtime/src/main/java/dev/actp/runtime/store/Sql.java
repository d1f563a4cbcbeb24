package dev.actp.runtime.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements with their values, for what is asked and written now and then. A value is a {@code
 * String}, {@code Long}, {@code Integer}, {@code byte[]} or null, and never part of a statement's
 * text.
 */
final class Sql {
  private Sql() {}

  /** Reads the row that a result is at. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Reads a row's first column, a text. */
  static String text(ResultSet row) throws SQLException {
    return row.getString(1);
  }

  static <T> List<T> list(
      Connection connection, RowReader<T> reader, String query, @Nullable Object... values)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = prepared(connection, query, values);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(reader.read(row));
      }
    }
    return found;
  }

  /** The first row, if there is one. */
  static <T> Optional<T> first(
      Connection connection, RowReader<T> reader, String query, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, query, values);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
    }
  }

  static void execute(Connection connection, String change, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, change, values)) {
      statement.executeUpdate();
    }
  }

  private static PreparedStatement prepared(
      Connection connection, String text, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}
