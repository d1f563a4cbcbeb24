package dev.actp.runtime.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads back from a record what {@link RecordWriter} wrote of a decision. */
public final class RecordReader {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private RecordReader() {}

  /**
   * The decision of a record: outcome, capability, reasons and obligations. Where a clause was
   * written, and the words for people, are not in the record; effects have been taken.
   *
   * @throws IllegalArgumentException if the text is no decision's record
   */
  public static Decision decision(String leaf) {
    JsonNode record = tree(leaf);
    return new Decision(
        Outcome.valueOf(upper(record, "outcome")),
        exercised(record.path("capability")),
        reasons(record.path("reasons")),
        obligations(record.path("obligations")),
        List.of(),
        would(record).orElse(null));
  }

  /**
   * An allowed use, as far as its outcome concerns.
   *
   * @param callerKind {@code enforcement_point}, {@code key} or {@code token}
   */
  public record Allowed(
      Instant at,
      String callerId,
      String callerKind,
      String agent,
      String session,
      String action,
      String resource) {}

  /**
   * The use that a record allowed; nothing for any other record, and for what was only tried out.
   */
  public static Optional<Allowed> allowed(String leaf) {
    JsonNode record = tree(leaf);
    if (!text(record, "outcome").equals("allow") || record.has("dry_run")) {
      return Optional.empty();
    }
    JsonNode caller = record.path("caller");
    return Optional.of(
        new Allowed(
            Instant.parse(text(record, "at")),
            text(caller, "id"),
            text(caller, "kind"),
            text(record, "agent"),
            text(record, "session"),
            text(record, "action"),
            text(record, "resource")));
  }

  /**
   * What a record says would have been decided had the policies in monitor mode enforced; nothing
   * where none took part.
   *
   * @throws IllegalArgumentException if the text is no decision's record
   */
  public static Optional<Decision.Monitored> monitored(String leaf) {
    return would(tree(leaf));
  }

  private static Optional<Decision.Monitored> would(JsonNode record) {
    JsonNode would = record.path("monitored");
    return would.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Decision.Monitored(
                Outcome.valueOf(upper(would, "outcome")), reasons(would.path("reasons"))));
  }

  /**
   * When a record was made.
   *
   * @throws IllegalArgumentException if the text is no record
   */
  public static Instant at(String leaf) {
    return Instant.parse(text(tree(leaf), "at"));
  }

  /** A record, or a part of one, as it is written. */
  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a record is not JSON", e);
    }
  }

  private static Decision.@Nullable Exercised exercised(JsonNode object) {
    return object.isMissingNode()
        ? null
        : new Decision.Exercised(text(object, "policy"), text(object, "name"));
  }

  private static List<Reason> reasons(JsonNode array) {
    List<Reason> reasons = new ArrayList<>();
    for (JsonNode one : array) {
      reasons.add(
          new Reason(
              Reason.Code.valueOf(upper(one, "code")),
              text(one, "policy"),
              text(one, "capability"),
              new Source(text(one, "clause"), "", 0, 0),
              one.has("message") ? text(one, "message") : null,
              ""));
    }
    return reasons;
  }

  private static List<Obligation> obligations(JsonNode array) {
    List<Obligation> obligations = new ArrayList<>();
    for (JsonNode one : array) {
      List<String> names = new ArrayList<>();
      one.path("names").forEach(name -> names.add(name.asText()));
      obligations.add(
          switch (text(one, "reveal")) {
            case "only" -> new Obligation.RevealOnly(names);
            case "all_but" -> new Obligation.RevealAllBut(names);
            case "at_most_rows" -> new Obligation.RevealAtMostRows(one.path("rows").asInt());
            case "redacted" -> Obligation.Redacted.REVEAL_REDACTED;
            default -> throw new IllegalArgumentException("a record holds no known obligation");
          });
    }
    return obligations;
  }

  private static String upper(JsonNode object, String name) {
    return text(object, name).toUpperCase(Locale.ROOT);
  }

  private static String text(JsonNode object, String name) {
    return object.path(name).asText("");
  }
}
