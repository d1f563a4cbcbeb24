package dev.actp.runtime.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages of RFC 5424: facility 13 (log audit), the record's columns as structured data, a
 * sentence as the message, marked as UTF-8. Control characters are written out, so that a message
 * is one line.
 */
public final class Syslog {
  /**
   * The structured data's name. 32473 is the enterprise number that RFC 5612 keeps for those who
   * have none.
   */
  private static final String ID = "actp@32473";

  private static final int FACILITY = 13;
  private static final int WARNING = 4;
  private static final int NOTICE = 5;
  private static final int INFORMATIONAL = 6;
  private static final String BOM = "\ufeff";

  private Syslog() {}

  static String of(ShownRecord record) {
    StringBuilder line = new StringBuilder();
    line.append('<').append(FACILITY * 8 + severity(record)).append(">1 ");
    line.append(record.textOr("at")).append(" - ").append(Product.NAME).append(" - ");
    line.append(record.isDecision() ? "decision" : "act").append(" [").append(ID);
    parameter(line, "tenant", record.text("tenant"));
    for (String column : ShownRecord.COLUMNS) {
      if (!column.equals("at") && !column.equals("kind")) {
        parameter(line, column, record.cell(column));
      }
    }
    parameter(line, "token", record.last("chain"));
    return line.append("] ").append(BOM).append(Lines.single(record.summary())).toString();
  }

  private static int severity(ShownRecord record) {
    return switch (record.result()) {
      case "denied", "refused" -> WARNING;
      case "needs_approval" -> NOTICE;
      default -> INFORMATIONAL;
    };
  }

  /** A parameter: {@code "}, {@code \} and {@code ]} are escaped (RFC 5424 6.3.3). */
  private static void parameter(StringBuilder line, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      line.append(' ').append(name).append("=\"");
      line.append(
          Lines.single(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]"));
      line.append('"');
    }
  }

  /** A message behind its length in octets, as streams carry it (RFC 6587 3.4.1). */
  public static byte[] counted(String message) {
    byte[] octets = message.getBytes(StandardCharsets.UTF_8);
    byte[] length = (octets.length + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = Arrays.copyOf(length, length.length + octets.length);
    System.arraycopy(octets, 0, frame, length.length, octets.length);
    return frame;
  }
}
