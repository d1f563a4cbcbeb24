package dev.actp.runtime.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.state.Charges;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The record of a decision, read back as what the decision was made of.
 *
 * @param version of the record; what is older than {@link #COMPLETE} does not hold all of it
 * @param engine what decided
 * @param policies the digests of the policies that the token names, by id; empty for one that there
 *     was not
 * @param guardrails the digests of the guardrails, by name
 * @param facts what was read; its redacted attributes are the withheld ones
 * @param decision what came of it, without effects
 * @param charges what it takes from counters; null where the record does not say
 * @param byService whether it is a denial that no policy made
 * @param erased whether values were erased: then request and token are without any
 * @param doubts what is kept beside the record and is not what was sealed
 */
public record RecordedDecision(
    long version,
    long index,
    Instant at,
    String engine,
    Request request,
    VerifiedToken token,
    SortedMap<String, String> policies,
    SortedMap<String, String> guardrails,
    RecordedFacts facts,
    Decision decision,
    @Nullable List<Effect> charges,
    boolean dryRun,
    boolean byService,
    boolean erased,
    List<String> doubts) {

  /** The first version of records that a decision can be made again from. */
  public static final int COMPLETE = 2;

  private static final JsonLimits LIMITS = new JsonLimits(16 * 1024 * 1024, 64);
  private static final String ATTRIBUTE = "attribute.";

  /**
   * Reads a record.
   *
   * @param beside what is kept beside it; null where that was erased
   * @return nothing for the record of an act
   * @throws IllegalArgumentException if it is no record
   */
  public static Optional<RecordedDecision> of(byte[] leaf, byte @Nullable [] beside) {
    String text = new String(leaf, StandardCharsets.UTF_8);
    JsonNode record = RecordReader.tree(text);
    if (!record.path("kind").asText().equals("decision")) {
      return Optional.empty();
    }
    JsonNode kept =
        beside == null
            ? RecordReader.tree("{}")
            : RecordReader.tree(new String(beside, StandardCharsets.UTF_8));
    return Optional.of(new Reader(text, record, kept).read());
  }

  /** Reads one record. */
  private static final class Reader {
    private final String leaf;
    private final JsonNode record;
    private final JsonNode kept;
    private final Set<String> withheld = new HashSet<>();
    private final Map<String, Value> values = new HashMap<>();
    private final List<String> doubts = new ArrayList<>();
    private boolean erased;

    Reader(String leaf, JsonNode record, JsonNode kept) {
      this.leaf = leaf;
      this.record = record;
      this.kept = kept;
    }

    RecordedDecision read() {
      for (var sealed : record.path("sealed").properties()) {
        open(sealed.getKey(), sealed.getValue().asText());
      }
      if (erased) {
        values.clear();
        withheld.clear();
      }
      long version = record.path("v").asLong();
      Instant at = Instant.parse(record.path("at").asText());
      return new RecordedDecision(
          version,
          record.path("index").asLong(),
          at,
          record.path("engine").asText(),
          request(),
          token(version),
          texts(record.path("policies")),
          texts(record.path("guardrails")),
          facts(version, at),
          RecordReader.decision(leaf),
          charges(),
          record.has("dry_run"),
          record.has("denied_by"),
          erased,
          List.copyOf(doubts));
    }

    private void open(String name, String seal) {
      JsonNode one = kept.path("sealed").path(name);
      if (seal.equals(Seals.REDACTED)) {
        withheld.add(name.substring(ATTRIBUTE.length()));
      } else if (one.isMissingNode()) {
        erased = true;
      } else {
        String value = one.path("value").asText();
        if (!Seals.matches(seal, one.path("salt").asText(), value)) {
          doubts.add("what is kept of `" + name + "` is not what was sealed");
        }
        if (StrictJson.read(value, LIMITS) instanceof StrictJson.Reading.Document(Value read)) {
          values.put(name, read);
        } else {
          doubts.add("what is kept of `" + name + "` cannot be read");
        }
      }
    }

    private Request request() {
      TreeMap<String, Value> attributes = new TreeMap<>();
      values.forEach(
          (name, value) -> {
            if (name.startsWith(ATTRIBUTE)) {
              attributes.put(name.substring(ATTRIBUTE.length()), value);
            }
          });
      return new Request(
          record.path("tenant").asText(),
          record.path("action").asText(),
          record.path("resource").asText(),
          new Value.Struct(attributes),
          values.get("request.ip") instanceof Value.Text(String ip) ? new Value.Ip(ip) : null,
          values.get("request.reason") instanceof Value.Text(String reason) ? reason : null,
          record.path("caller").path("enforces").asBoolean());
    }

    private VerifiedToken token(long version) {
      List<VerifiedToken.Link> links = new ArrayList<>();
      JsonNode chain = record.path("chain");
      for (int i = 0; i < chain.size(); i++) {
        JsonNode link = record.path("links").path(i);
        links.add(
            version < COMPLETE
                ? new VerifiedToken.Link(
                    chain.path(i).asText(), "", Instant.MIN, Instant.MAX, List.of())
                : new VerifiedToken.Link(
                    chain.path(i).asText(),
                    link.path(0).asText(),
                    Instant.parse(link.path(1).asText()),
                    Instant.parse(link.path(2).asText()),
                    grants(link.path(3)),
                    narrowings(i)));
      }
      return new VerifiedToken(
          record.path("tenant").asText(),
          record.path("session").asText(),
          struct(personal("session")),
          links);
    }

    private List<VerifiedToken.Narrowing> narrowings(int link) {
      List<VerifiedToken.Narrowing> narrowings = new ArrayList<>();
      List<Value> links = elements(personal("narrow"));
      for (Value one : link < links.size() ? elements(links.get(link)) : List.<Value>of()) {
        List<String> texts =
            elements(one).stream()
                .map(text -> text instanceof Value.Text(String words) ? words : "")
                .toList();
        narrowings.add(
            new VerifiedToken.Narrowing(
                texts.get(0), texts.get(1), texts.subList(3, texts.size()), texts.get(2)));
      }
      return narrowings;
    }

    private static List<Value> elements(@Nullable Value value) {
      return value instanceof Value.Sequence(List<Value> elements) ? elements : List.of();
    }

    private static List<VerifiedToken.Grant> grants(JsonNode array) {
      List<VerifiedToken.Grant> grants = new ArrayList<>();
      for (JsonNode one : array) {
        Set<String> capabilities = new HashSet<>();
        one.path(1).forEach(name -> capabilities.add(name.asText()));
        String pinned = one.has(2) ? one.path(2).asText() : null;
        grants.add(new VerifiedToken.Grant(one.path(0).asText(), pinned, capabilities));
      }
      return grants;
    }

    private @Nullable Value personal(String name) {
      return struct(values.get("token")).members().get(name);
    }

    private static Value.Struct struct(@Nullable Value value) {
      return value instanceof Value.Struct struct ? struct : Value.Struct.EMPTY;
    }

    private RecordedFacts facts(long version, Instant at) {
      Map<Integer, String> details = new HashMap<>();
      kept.path("asked").forEach(one -> details.put(one.path(0).asInt(), one.path(1).asText()));
      Map<String, Reading.Agent> agents = new HashMap<>();
      struct(personal("agents"))
          .members()
          .forEach(
              (id, value) -> {
                SortedMap<String, Value> agent = struct(value).members();
                String name = agent.get("name") instanceof Value.Text(String text) ? text : "";
                agents.put(id, new Reading.Agent(name, struct(agent.get("values")), false, null));
              });
      JsonNode array = version < COMPLETE ? RecordReader.tree("[]") : record.path("facts");
      return new RecordedFacts(at, withheld, array, details, agents);
    }

    private @Nullable List<Effect> charges() {
      if (erased || !withheld.isEmpty()) {
        return null;
      }
      return values.get("charges") instanceof Value.Text(String text)
          ? Charges.effects(text)
          : List.of();
    }

    private static SortedMap<String, String> texts(JsonNode object) {
      SortedMap<String, String> texts = new TreeMap<>();
      object.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
      return texts;
    }
  }
}
