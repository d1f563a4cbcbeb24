package dev.actp.server.http;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.value.Value;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is shown: the members that people look for first, and the record itself with what
 * is kept beside it.
 */
record AuditLine(AuditRecord record, Value.Struct leaf) {
  private static final JsonLimits LIMITS = new JsonLimits(4 * 1024 * 1024, 64);
  private static final List<String> COLUMNS =
      List.of(
          "audit_id",
          "at",
          "kind",
          "agent",
          "action",
          "resource",
          "decision",
          "reason",
          "act",
          "target",
          "leaf_hash");

  static AuditLine of(AuditRecord record) {
    return StrictJson.readObject(record.leaf(), LIMITS)
            instanceof StrictJson.Reading.Document(Value.Struct leaf)
        ? new AuditLine(record, leaf)
        : new AuditLine(record, Value.Struct.EMPTY);
  }

  void write(Out out) {
    out.text("audit_id", record.auditId())
        .text("auditId", record.auditId())
        .number("index", record.index())
        .text("leaf_hash", record.leafHash());
    for (String column : COLUMNS.subList(1, COLUMNS.size() - 1)) {
      out.text(column, cell(column));
    }
    if (record.erased()) {
      out.flag("erased", true);
    }
    out.value("context", record.context()).raw("record", record.leaf());
  }

  private @Nullable String cell(String column) {
    return switch (column) {
      case "audit_id" -> record.auditId();
      case "leaf_hash" -> record.leafHash();
      case "decision" -> decision();
      case "reason" -> reason();
      default -> text(leaf.members().get(column));
    };
  }

  private @Nullable String decision() {
    String outcome = text(leaf.members().get("outcome"));
    return switch (outcome) {
      case "allow" -> "allowed";
      case "deny" -> "denied";
      case null, default -> outcome;
    };
  }

  private @Nullable String reason() {
    return leaf.members().get("reasons") instanceof Value.Sequence(List<Value> reasons)
            && !reasons.isEmpty()
            && reasons.get(0) instanceof Value.Struct first
        ? text(first.members().get("code"))
        : null;
  }

  private static @Nullable String text(@Nullable Value value) {
    return value instanceof Value.Text(String text) ? text : null;
  }

  /** Comma-separated values (RFC 4180), with a header line. */
  static Buffer csv(List<AuditLine> lines) {
    String head = String.join(",", COLUMNS);
    return Buffer.buffer(
        Stream.concat(Stream.of(head), lines.stream().map(AuditLine::csv))
            .map(line -> line + "\r\n")
            .collect(Collectors.joining()));
  }

  private String csv() {
    return COLUMNS.stream().map(column -> quoted(cell(column))).collect(Collectors.joining(","));
  }

  /**
   * Callers choose some of these texts: a leading character that spreadsheets take for a formula is
   * disarmed.
   */
  private static String quoted(@Nullable String cell) {
    if (cell == null || cell.isEmpty()) {
      return "";
    }
    String safe = "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** A JSON object a line. */
  static Buffer ndjson(List<AuditLine> lines) {
    Buffer all = Buffer.buffer();
    lines.forEach(line -> all.appendBuffer(Out.object(line::write)).appendString("\n"));
    return all;
  }
}
