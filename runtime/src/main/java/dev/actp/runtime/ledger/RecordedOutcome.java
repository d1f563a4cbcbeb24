package dev.actp.runtime.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of how an allowed use went.
 *
 * @param use the index of the use's record
 */
public record RecordedOutcome(long use, boolean succeeded, Instant at) {
  private static final String USE = "aud_";

  /** Reads a record; nothing where it is of something else, or of a refused report. */
  public static Optional<RecordedOutcome> of(byte[] leaf) {
    JsonNode record = RecordReader.tree(new String(leaf, StandardCharsets.UTF_8));
    String target = record.path("target").asText();
    if (!record.path("act").asText().equals("report_outcome")
        || record.has("refused")
        || !target.matches(USE + "\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordedOutcome(
            Long.parseLong(target.substring(USE.length())),
            record.path("details").path("outcome").asText().equals("succeeded"),
            Instant.parse(record.path("at").asText())));
  }
}
