package dev.actp.runtime.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms of records, each a line a record. */
public enum ExportFormat {
  /** A JSON object a line, with the record itself, byte for byte, as the member {@code record}. */
  JSONL("application/x-ndjson", "\n"),
  /**
   * The ledger's own records, byte for byte, a line each: what {@code actp ledger verify} reads.
   */
  LEDGER("application/x-actp-ledger+ndjson", "\n"),
  /** Comma-separated values (RFC 4180), with a header line. */
  CSV("text/csv; charset=utf-8", "\r\n"),
  /** ArcSight Common Event Format, version 0. */
  CEF("text/x-cef; charset=utf-8", "\n"),
  /** Open Cybersecurity Schema Framework 1.3, class API Activity (6003). */
  OCSF("application/x-ocsf+ndjson", "\n"),
  /** Syslog messages (RFC 5424). */
  SYSLOG("text/x-syslog; charset=utf-8", "\n"),
  /** OpenTelemetry logs as OTLP's JSON, a request a line, as OpenTelemetry's files have them. */
  OTLP("application/x-otlp+ndjson", "\n");

  private final String mediaType;
  private final String lineEnd;

  ExportFormat(String mediaType, String lineEnd) {
    this.mediaType = mediaType;
    this.lineEnd = lineEnd;
  }

  /** Its name in addresses and options: {@code jsonl}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of all. */
  public static String ids() {
    return Arrays.stream(values()).map(ExportFormat::id).collect(Collectors.joining(", "));
  }

  /** The format with a name. */
  public static Optional<ExportFormat> named(String id) {
    return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
  }

  /** The media type of a document in it. */
  public String mediaType() {
    return mediaType;
  }

  /** The one that an {@code Accept} header names first; nothing where it names none. */
  public static Optional<ExportFormat> accepted(String accept) {
    return Arrays.stream(accept.split(",", -1))
        .map(ExportFormat::bare)
        .flatMap(type -> Arrays.stream(values()).filter(one -> bare(one.mediaType).equals(type)))
        .findFirst();
  }

  /** A media type without its parameters. */
  private static String bare(String type) {
    int parameters = type.indexOf(';');
    String bare = parameters < 0 ? type : type.substring(0, parameters);
    return bare.strip().toLowerCase(Locale.ROOT);
  }

  /** What a document begins with. */
  public String head() {
    return this == CSV ? Csv.HEAD + lineEnd : "";
  }

  /** A record as a line, its end included. */
  public String line(ShownRecord record) {
    return message(record) + lineEnd;
  }

  /** A record on its own, without the end of a line; it holds none inside either. */
  public String message(ShownRecord record) {
    return switch (this) {
      case JSONL -> JsonLine.of(record);
      case LEDGER -> record.record().leaf();
      case CSV -> Csv.of(record);
      case CEF -> Cef.of(record);
      case OCSF -> Ocsf.of(record);
      case SYSLOG -> Syslog.of(record);
      case OTLP -> Otlp.of(List.of(record));
    };
  }

  /** Many records as one document. */
  public String document(List<ShownRecord> records) {
    return this == OTLP
        ? Otlp.of(records) + lineEnd
        : records.stream().map(this::line).collect(Collectors.joining());
  }
}
