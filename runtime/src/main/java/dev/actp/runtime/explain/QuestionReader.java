package dev.actp.runtime.explain;

import dev.actp.runtime.value.IpAddress;
import dev.actp.runtime.value.TimestampText;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads questions: an object with {@code action}, and with {@code resource}, {@code context},
 * {@code session}, {@code agent} (an id, or an object with {@code id} and values of the registry),
 * {@code at} (RFC 3339), {@code ip} and {@code reason} where they are given. Anything else is
 * refused: a misspelt member must not change what is explained.
 */
public final class QuestionReader {
  private static final Set<String> MEMBERS =
      new TreeSet<>(
          Set.of("action", "resource", "context", "session", "agent", "at", "ip", "reason"));

  private final Value.Struct document;
  private @Nullable String problem;

  private QuestionReader(Value.Struct document) {
    this.document = document;
  }

  /** What reading gives. */
  public sealed interface Reading {
    /** A question. */
    record Read(Question question) implements Reading {}

    /** None, and why: one line, lower case, without a final period. */
    record Refused(String why) implements Reading {}
  }

  /**
   * Reads a question.
   *
   * @param now when it is asked if the document does not say
   */
  public static Reading read(Value.Struct document, Instant now) {
    QuestionReader reader = new QuestionReader(document);
    Question question = reader.question(now);
    return reader.problem == null
        ? new Reading.Read(question)
        : new Reading.Refused(reader.problem);
  }

  private Question question(Instant now) {
    for (String name : document.members().keySet()) {
      if (!MEMBERS.contains(name)) {
        refuse("a request has no `" + name + "`, but `" + String.join("`, `", MEMBERS) + "`");
      }
    }
    Map<String, Value> agent = new TreeMap<>(agent());
    String id = agent.remove("id") instanceof Value.Text(String text) ? text : Question.SOMEBODY;
    return new Question(
        text("action").orElseGet(() -> missing("action")),
        text("resource").orElse(""),
        struct("context"),
        struct("session"),
        id,
        new Value.Struct(new TreeMap<>(agent)),
        text("at").map(this::time).orElse(now),
        text("ip").map(this::address).orElse(null),
        text("reason").orElse(null));
  }

  private Map<String, Value> agent() {
    return switch (document.members().get("agent")) {
      case null -> Map.of();
      case Value.Text id -> Map.of("id", id);
      case Value.Struct values -> values.members();
      case Value other -> {
        refuse("`agent` is an id, or an object with an `id` and values of the registry");
        yield Map.of();
      }
    };
  }

  private Instant time(String text) {
    Optional<Value.Timestamp> time = TimestampText.parse(text);
    if (time.isEmpty()) {
      refuse("`at` is a time with its offset, such as `2026-02-16T10:00:00Z`, not `" + text + "`");
    }
    return time.map(Value.Timestamp::value).orElse(Instant.EPOCH);
  }

  private Value.@Nullable Ip address(String text) {
    Optional<Value.Ip> address = IpAddress.parse(text);
    if (address.isEmpty()) {
      refuse("`ip` is an address, such as `192.0.2.1`, not `" + text + "`");
    }
    return address.orElse(null);
  }

  private Optional<String> text(String name) {
    return switch (document.members().get(name)) {
      case null -> Optional.empty();
      case Value.Text(String text) -> Optional.of(text);
      case Value other -> {
        refuse("`" + name + "` is a text");
        yield Optional.empty();
      }
    };
  }

  private Value.Struct struct(String name) {
    return switch (document.members().get(name)) {
      case null -> Value.Struct.EMPTY;
      case Value.Struct struct -> struct;
      case Value other -> {
        refuse("`" + name + "` is an object with a value for each name");
        yield Value.Struct.EMPTY;
      }
    };
  }

  private String missing(String name) {
    refuse("a request names its `" + name + "`");
    return "";
  }

  private void refuse(String why) {
    problem = problem == null ? why : problem;
  }
}
