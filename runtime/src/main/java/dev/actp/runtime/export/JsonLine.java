package dev.actp.runtime.export;

import java.util.List;

/**
 * A record whole: its columns, the values that are kept beside it, the names of those that are
 * erased, and its own bytes as {@code record}: they hash to {@code leaf_hash}.
 */
final class JsonLine {
  private JsonLine() {}

  static String of(ShownRecord record) {
    List<String> erased = record.erased();
    return JsonText.object(
        out -> {
          out.text("audit_id", record.record().auditId())
              .text("auditId", record.record().auditId())
              .number("index", record.record().index())
              .text("leaf_hash", record.record().leafHash());
          for (String column : ShownRecord.COLUMNS.subList(1, ShownRecord.COLUMNS.size() - 1)) {
            out.text(column, record.cell(column));
          }
          out.value("context", record.record().context());
          if (!erased.isEmpty()) {
            out.texts("erased", erased);
          }
          out.raw("record", record.record().leaf());
        });
  }
}
