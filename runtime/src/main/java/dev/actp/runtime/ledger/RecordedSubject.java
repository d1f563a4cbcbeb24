package dev.actp.runtime.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose data a record is. */
public final class RecordedSubject {
  /**
   * What an erasure's record seals the value as that is looked for. It is shown to nobody and sent
   * nowhere: else what is to go would be in the audit trail once more.
   */
  public static final String SOUGHT = "erasure.sought";

  private static final JsonLimits LIMITS = new JsonLimits(16 * 1024 * 1024, 64);

  private static final byte[] NOTHING = "{\"sealed\":{}}".getBytes(StandardCharsets.UTF_8);

  private RecordedSubject() {}

  /** Whether an agent asked, is in the chain of who asked, or is what an act was about. */
  public static boolean isOfAgent(byte[] leaf, String agent) {
    JsonNode record = RecordReader.tree(new String(leaf, StandardCharsets.UTF_8));
    if (record.path("agent").asText().equals(agent)
        || record.path("target").asText().equals(agent)
        || record.path("details").path("agent").asText().equals(agent)) {
      return true;
    }
    for (JsonNode link : record.path("links")) {
      if (link.path(0).asText().equals(agent)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what is kept beside a record is nothing, as beside acts without personal values. */
  public static boolean isNothing(byte[] beside) {
    return Arrays.equals(beside, NOTHING);
  }

  /**
   * Whether what is kept beside a record holds a value under a name: as an attribute, a session
   * value, an agent's value, or a member of one of them.
   */
  public static boolean holds(byte[] beside, String name, Value wanted) {
    JsonNode kept = RecordReader.tree(new String(beside, StandardCharsets.UTF_8));
    for (Map.Entry<String, JsonNode> sealed : kept.path("sealed").properties()) {
      String text = sealed.getValue().path("value").asText();
      if (StrictJson.read(text, LIMITS) instanceof StrictJson.Reading.Document(Value value)
          && ((named(sealed.getKey(), name) && is(value, wanted)) || holds(value, name, wanted))) {
        return true;
      }
    }
    return false;
  }

  /** The value that is looked for, out of what is kept beside an erasure's record. */
  public static Optional<Value> sought(byte[] beside) {
    JsonNode kept = RecordReader.tree(new String(beside, StandardCharsets.UTF_8));
    String text = kept.path("sealed").path(SOUGHT).path("value").asText();
    return StrictJson.read(text, LIMITS) instanceof StrictJson.Reading.Document(Value value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static boolean named(String sealed, String name) {
    return sealed.equals(name) || sealed.equals("attribute." + name);
  }

  /** Whether a value holds another one under a name, at any depth. */
  public static boolean holds(Value value, String name, Value wanted) {
    return switch (value) {
      case Value.Struct(var members) ->
          members.entrySet().stream()
              .anyMatch(
                  member ->
                      (member.getKey().equals(name) && is(member.getValue(), wanted))
                          || holds(member.getValue(), name, wanted));
      case Value.Sequence(List<Value> elements) ->
          elements.stream().anyMatch(element -> holds(element, name, wanted));
      case Value.Distinct(List<Value> elements) ->
          elements.stream().anyMatch(element -> holds(element, name, wanted));
      case Value.Bool ignored -> false;
      case Value.Num ignored -> false;
      case Value.Money ignored -> false;
      case Value.Text ignored -> false;
      case Value.Ip ignored -> false;
      case Value.Timestamp ignored -> false;
      case Value.Span ignored -> false;
    };
  }

  /** Whether it is the value, or a list with it; a number and its digits are one. */
  private static boolean is(Value value, Value wanted) {
    return plain(value).equals(plain(wanted))
        || (value instanceof Value.Sequence(List<Value> elements)
            && elements.stream().anyMatch(element -> plain(element).equals(plain(wanted))));
  }

  private static Value plain(Value value) {
    return value instanceof Value.Num(BigDecimal number)
        ? new Value.Text(number.toPlainString())
        : value;
  }
}
