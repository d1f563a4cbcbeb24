package dev.actp.runtime.export;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * ArcSight Common Event Format, version 0: a header of seven fields between bars, then pairs. In
 * the header {@code |} and {@code \} are escaped, in values {@code =} and {@code \}; ends of lines
 * are written out. Values longer than the format's dictionary allows are cut.
 */
final class Cef {
  private static final int HEADER_MAX = 256;
  private static final int STRING_MAX = 1_023;
  private static final int CUSTOM_MAX = 4_000;

  private final StringBuilder line = new StringBuilder("CEF:0");

  private Cef() {}

  static String of(ShownRecord record) {
    Cef cef = new Cef();
    String kind = record.isDecision() ? "decision" : "act";
    cef.header("actp").header("actp").header(Product.VERSION);
    cef.header(kind + "." + (record.isDecision() ? record.result() : record.operation()));
    cef.header(record.summary()).header(Integer.toString(severity(record))).line.append('|');
    cef.pair("rt", Long.toString(Instant.parse(record.textOr("at")).toEpochMilli()), STRING_MAX);
    cef.pair("externalId", record.record().auditId(), STRING_MAX);
    cef.pair("act", record.result(), STRING_MAX);
    cef.pair("suser", record.isDecision() ? record.text("agent") : record.within("actor", "id"));
    cef.pair("reason", record.cell("reason"));
    cef.custom(1, "operation", record.operation());
    cef.custom(2, record.isDecision() ? "resource" : "target", record.object());
    cef.custom(3, "tenant", record.text("tenant"));
    cef.custom(4, "token", record.last("chain"));
    cef.custom(5, "leafHash", record.record().leafHash());
    cef.pair("cn1Label", "index").pair("cn1", Long.toString(record.record().index()));
    return cef.line.toString();
  }

  private static int severity(ShownRecord record) {
    return switch (record.result()) {
      case "denied", "refused" -> 6;
      case "needs_approval" -> 4;
      default -> 1;
    };
  }

  private Cef header(String text) {
    String escaped = Lines.atMost(Lines.single(text), HEADER_MAX).replace("\\", "\\\\");
    line.append('|').append(escaped.replace("|", "\\|"));
    return this;
  }

  private void custom(int number, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      pair("cs" + number + "Label", label, STRING_MAX);
      pair("cs" + number, value, CUSTOM_MAX);
    }
  }

  private Cef pair(String key, @Nullable String value) {
    return pair(key, value, STRING_MAX);
  }

  private Cef pair(String key, @Nullable String value, int most) {
    if (value != null && !value.isEmpty()) {
      line.append(line.charAt(line.length() - 1) == '|' ? "" : " ").append(key).append('=');
      line.append(
          Lines.single(Lines.atMost(value, most), "\r\n")
              .replace("\\", "\\\\")
              .replace("=", "\\=")
              .replace("\r", "\\r")
              .replace("\n", "\\n"));
    }
    return this;
  }
}
