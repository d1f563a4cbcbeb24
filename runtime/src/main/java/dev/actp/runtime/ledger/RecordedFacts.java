package dev.actp.runtime.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a decision read, out of its record: the same questions get the same answers, and what was
 * not asked then is not available. For one decision of one thread.
 */
public final class RecordedFacts implements Facts {
  private final Instant now;
  private final Set<String> withheld;
  private final Map<String, List<Read>> byText = new HashMap<>();
  private final Map<FactKey, Reading> answered = new HashMap<>();
  private final List<String> requests = new ArrayList<>(2);

  private record Read(String detail, Reading reading) {}

  /**
   * Reads the facts of a record.
   *
   * @param array the record's
   * @param details what tells those apart that have one text, by place
   * @param agents the agents of the registry as they were, by id
   */
  RecordedFacts(
      Instant now,
      Set<String> withheld,
      JsonNode array,
      Map<Integer, String> details,
      Map<String, Reading.Agent> agents) {
    this.now = now;
    this.withheld = withheld;
    for (int i = 0; i < array.size(); i++) {
      JsonNode fact = array.get(i);
      String kind = fact.path(0).asText();
      int length = FactText.keyLength(kind);
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < length; j++) {
        text.append(j == 0 ? '[' : ',').append(fact.path(j));
      }
      byText
          .computeIfAbsent(text.append(']').toString(), none -> new ArrayList<>(1))
          .add(new Read(details.getOrDefault(i, ""), reading(kind, fact, length, agents)));
    }
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Set<String> withheld() {
    return withheld;
  }

  @Override
  public Reading read(FactKey key) {
    return answered.computeIfAbsent(
        key, asked -> find(asked).orElse(new Reading.Unavailable("it was not read")));
  }

  /** The answer that the decision got, where it asked this. */
  public Optional<Reading> find(FactKey key) {
    List<Read> all = byText.getOrDefault(text(key), List.of());
    if (key instanceof FactKey.ApprovalFor && !withheld.isEmpty()) {
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(turn(key, all.size())).reading);
    }
    String detail = FactText.detail(key);
    return all.stream().filter(one -> one.detail.equals(detail)).map(Read::reading).findFirst();
  }

  /**
   * The digest of a request is another one without its redacted values. There are at most two, of
   * all policies in force, and then of those that are not in monitor mode; where one answer is
   * known, the decision did not depend on the other.
   */
  private int turn(FactKey key, int known) {
    String digest = FactText.detail(key);
    if (!requests.contains(digest)) {
      requests.add(digest);
    }
    return Math.min(requests.indexOf(digest), known - 1);
  }

  /** An answer to the same question about another request, policies or resource. */
  public Optional<Reading> findAlike(FactKey key) {
    return byText.getOrDefault(text(key), List.of()).stream().map(Read::reading).findFirst();
  }

  /** The most that had been used of a counter, under whichever of its keys was read. */
  public Optional<BigDecimal> most(Counter counter) {
    String text = text(new FactKey.Usage(new CounterKey(counter, List.of())));
    String counted = text.substring(0, text.lastIndexOf('['));
    return byText.entrySet().stream()
        .filter(read -> read.getKey().startsWith(counted))
        .flatMap(read -> read.getValue().stream())
        .map(read -> read.reading)
        .filter(Reading.Used.class::isInstance)
        .map(read -> number(((Reading.Used) read).amount()))
        .max(Comparator.naturalOrder());
  }

  private static BigDecimal number(Value used) {
    return used instanceof Value.Money(BigDecimal amount, String ignored)
        ? amount
        : ((Value.Num) used).value();
  }

  /** In the form in which records are read, which writes some characters otherwise. */
  private static String text(FactKey key) {
    JsonNode array = RecordReader.tree(FactText.key(key));
    return array.toString();
  }

  private static Reading reading(
      String kind, JsonNode fact, int from, Map<String, Reading.Agent> agents) {
    JsonNode first = fact.path(from);
    String word = first.asText();
    if (word.equals(FactText.UNAVAILABLE)) {
      return new Reading.Unavailable("it could not be read");
    }
    return switch (kind) {
      case "agent" -> agent(fact, word, agents);
      case "token" ->
          new Reading.Revocations(
              word.equals("revoked"), texts(fact.path(from + 1)), texts(fact.path(from + 2)));
      case "used" -> new Reading.Used(amount(word));
      case "approval" ->
          new Reading.Approval(
              Reading.Approval.State.valueOf(word.toUpperCase(Locale.ROOT)),
              fact.path(from + 1).asText());
      case "asking" -> new Reading.Count(first.asInt());
      case "history" -> new Reading.Truth(first.asBoolean());
      case "mail_domains" -> new Reading.Domains(new TreeSet<>(texts(first)));
      case "redacted" -> new Reading.Came(came(word));
      default -> throw new IllegalArgumentException("a record holds no known fact");
    };
  }

  private static Reading agent(JsonNode fact, String word, Map<String, Reading.Agent> agents) {
    if (word.equals(FactText.MISSING)) {
      return Reading.Missing.MISSING;
    }
    Reading.Agent known = agents.get(fact.path(1).asText());
    Instant until = fact.has(3) ? Instant.parse(fact.path(3).asText()) : null;
    return known == null
        ? new Reading.Agent("", Value.Struct.EMPTY, word.equals("disabled"), until)
        : new Reading.Agent(known.name(), known.values(), word.equals("disabled"), until);
  }

  private static Set<String> texts(@Nullable JsonNode array) {
    Set<String> texts = new HashSet<>();
    if (array != null) {
      array.forEach(one -> texts.add(one.asText()));
    }
    return texts;
  }

  private static Value amount(String text) {
    int space = text.indexOf(' ');
    return space < 0
        ? new Value.Num(new BigDecimal(text))
        : new Value.Money(new BigDecimal(text.substring(0, space)), text.substring(space + 1));
  }

  private static Result came(String word) {
    return switch (word) {
      case "true" -> Value.Bool.TRUE;
      case "false" -> Value.Bool.FALSE;
      case "value" -> Value.Num.ZERO;
      default -> new Fault(Fault.Kind.valueOf(word.toUpperCase(Locale.ROOT)), "");
    };
  }
}
