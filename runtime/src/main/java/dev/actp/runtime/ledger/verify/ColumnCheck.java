package dev.actp.runtime.ledger.verify;

import dev.actp.runtime.ledger.Columns;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Holds the columns beside a record to the record. */
final class ColumnCheck {
  private ColumnCheck() {}

  /** What is wrong with the first column that says something else; empty for nothing. */
  static String defect(Members record, Columns columns) {
    boolean act = record.kind.equals("act");
    String defect = differ("id", Long.toString(columns.index()), Long.toString(record.index));
    if (defect.isEmpty() && !columns.at().equals(instant(record.at))) {
      defect = differ("at", columns.at().toString(), record.at);
    }
    if (defect.isEmpty()) {
      defect = differ("outcome", columns.outcome(), act ? "act" : record.outcome);
    }
    if (defect.isEmpty()) {
      defect = differ("agent", columns.agent(), act ? "" : record.agent);
    }
    if (defect.isEmpty()) {
      defect = differ("action", columns.action(), act ? record.act : record.action);
    }
    if (defect.isEmpty()) {
      defect = differ("token", columns.token(), act ? "" : record.token);
    }
    if (defect.isEmpty()) {
      defect = differ("caller", columns.caller(), act ? record.actor : record.caller);
    }
    String request = columns.request();
    return defect.isEmpty() && request != null
        ? differ("request", request, act ? "" : record.request)
        : defect;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static String differ(String column, String found, String recorded) {
    return found.equals(recorded)
        ? ""
        : "its column `%s` says `%s`, and the record `%s`".formatted(column, found, recorded);
  }
}
