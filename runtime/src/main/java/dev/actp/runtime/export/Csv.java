package dev.actp.runtime.export;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values (RFC 4180). Callers choose some of these texts: what spreadsheets take for
 * the beginning of a formula is disarmed by an apostrophe, as OWASP advises (CSV Injection).
 */
final class Csv {
  static final String HEAD = String.join(",", ShownRecord.COLUMNS);

  /** Also as wide characters, which some spreadsheets read as the plain ones. */
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private Csv() {}

  static String of(ShownRecord record) {
    return ShownRecord.COLUMNS.stream()
        .map(column -> cell(record.cell(column)))
        .collect(Collectors.joining(","));
  }

  private static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String safe = FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return '"' + Lines.single(safe).replace("\"", "\"\"") + '"';
  }
}
