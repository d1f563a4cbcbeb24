package dev.actp.runtime.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * OpenTelemetry log records as the JSON of an OTLP export request: 64-bit numbers are texts, as
 * Protocol Buffers have them in JSON.
 */
final class Otlp {
  private static final int INFO = 9;
  private static final int INFO2 = 10;
  private static final int WARN = 13;

  private Otlp() {}

  static String of(List<ShownRecord> records) {
    return JsonText.object(
        out ->
            out.each(
                "resourceLogs",
                List.of(records),
                (resource, all) ->
                    resource
                        .object(
                            "resource",
                            one ->
                                attributes(
                                    one,
                                    Map.of(
                                        "service.name",
                                        Product.NAME,
                                        "service.version",
                                        Product.VERSION)))
                        .each("scopeLogs", List.of(all), Otlp::scope)));
  }

  private static void scope(JsonText out, List<ShownRecord> records) {
    out.object("scope", scope -> scope.text("name", "actp.ledger").text("version", Product.VERSION))
        .each("logRecords", records, Otlp::log);
  }

  private static void log(JsonText out, ShownRecord record) {
    Instant at = Instant.parse(record.textOr("at"));
    String nanos =
        Long.toString(
            Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
    int severity = severity(record);
    out.text("timeUnixNano", nanos)
        .text("observedTimeUnixNano", nanos)
        .number("severityNumber", severity)
        .text("severityText", severity == WARN ? "WARN" : severity == INFO2 ? "INFO2" : "INFO")
        .object("body", body -> body.text("stringValue", record.summary()));
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("event.name", "actp." + record.textOr("kind"));
    attributes.put("actp.tenant", record.textOr("tenant"));
    attributes.put("actp.index", Long.toString(record.record().index()));
    for (String column : ShownRecord.COLUMNS) {
      String cell = record.cell(column);
      if (cell != null && !column.equals("at")) {
        attributes.put("actp." + column, cell);
      }
    }
    attributes(out, attributes);
  }

  private static int severity(ShownRecord record) {
    return switch (record.result()) {
      case "denied", "refused" -> WARN;
      case "needs_approval" -> INFO2;
      default -> INFO;
    };
  }

  private static void attributes(JsonText out, Map<String, String> attributes) {
    out.each(
        "attributes",
        new TreeMap<>(attributes).entrySet(),
        (one, attribute) ->
            one.text("key", attribute.getKey())
                .object("value", value -> value.text("stringValue", attribute.getValue())));
  }
}
