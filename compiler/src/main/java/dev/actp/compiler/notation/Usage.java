package dev.actp.compiler.notation;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which actions agents have used: the allowed decisions of a ledger, dry runs aside. Lines are
 * records as a ledger keeps them, or as the audit trail shows them ({@code application/x-ndjson}).
 */
public final class Usage {
  private static final JsonLimits LIMITS = new JsonLimits(4 * 1024 * 1024, 64);

  private final Map<String, Set<String>> actions = new HashMap<>();
  private long decisions;

  private Usage() {}

  /** What reading gives. */
  public sealed interface Reading {
    /** All of it. */
    record Read(Usage usage) implements Reading {}

    /**
     * Nothing.
     *
     * @param line which line is no record, from 1
     * @param why one line, lower case, without a final period
     */
    record Refused(long line, String why) implements Reading {}
  }

  /**
   * Reads records to their end; takes memory for each agent and action, and not for each record.
   *
   * @throws IOException if they cannot be read
   */
  public static Reading read(Leaves leaves) throws IOException {
    Usage usage = new Usage();
    long line = 0;
    for (byte[] next = leaves.next(); next != null; next = leaves.next()) {
      line++;
      if (new String(next, StandardCharsets.UTF_8).isBlank()) {
        continue;
      }
      switch (StrictJson.readObject(next, LIMITS)) {
        case StrictJson.Reading.Document(Value value) when value instanceof Value.Struct record ->
            usage.add(record);
        case StrictJson.Reading.Document ignored -> {
          return new Reading.Refused(line, "a record is an object");
        }
        case StrictJson.Reading.Refused refused -> {
          return new Reading.Refused(line, refused.problem().detail());
        }
      }
    }
    return new Reading.Read(usage);
  }

  private void add(Value.Struct line) {
    Value.Struct record = line.members().get("record") instanceof Value.Struct inner ? inner : line;
    String action = text(record, "action");
    String agent = text(record, "agent");
    boolean dryRun = Value.Bool.TRUE.equals(record.members().get("dry_run"));
    if ("decision".equals(text(record, "kind")) && !dryRun) {
      decisions++;
      if (action != null && agent != null && "allow".equals(text(record, "outcome"))) {
        actions.computeIfAbsent(agent, none -> new HashSet<>()).add(action);
      }
    }
  }

  private static @Nullable String text(Value.Struct record, String name) {
    return record.members().get(name) instanceof Value.Text(String text) ? text : null;
  }

  /** How many decisions there were, refused ones included. */
  long decisions() {
    return decisions;
  }

  /** Whether one of the agents has used anything. */
  boolean knowsOneOf(Set<String> agents) {
    return agents.stream().anyMatch(actions::containsKey);
  }

  /**
   * Whether an action was used.
   *
   * @param agents by whom; by anybody where there are none
   */
  boolean used(String action, Set<String> agents) {
    return agents.isEmpty()
        ? actions.values().stream().anyMatch(all -> all.contains(action))
        : agents.stream().anyMatch(agent -> actions.getOrDefault(agent, Set.of()).contains(action));
  }
}
