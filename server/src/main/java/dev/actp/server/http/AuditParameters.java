package dev.actp.server.http;

import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditFilter.Field;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which records an address asks for. */
record AuditParameters(Moments moments) {
  /** What a filter is, or what is wrong with it. */
  sealed interface Reading {}

  record Filter(AuditFilter filter) implements Reading {}

  record Wrong(String why) implements Reading {}

  /** How many words may be looked for at once. */
  private static final int WORDS_MAX = 32;

  /** Fields whose value is looked for as it is. */
  private static final Map<String, Field> PLAIN =
      Map.of(
          "agent", Field.AGENT,
          "action", Field.ACTION,
          "capability", Field.CAPABILITY,
          "token", Field.TOKEN,
          "resource", Field.RESOURCE,
          "policy", Field.POLICY);

  /** The names of the parameters, and of others. */
  static Set<String> with(String... others) {
    Set<String> all = new HashSet<>(PLAIN.keySet());
    all.addAll(Set.of("decision", "kind", "from", "to", "q"));
    all.addAll(Set.of(others));
    return Set.copyOf(all);
  }

  Reading read(Call call) {
    List<String> wrong = new ArrayList<>();
    AuditFilter filter =
        AuditFilter.ALL
            .between(moments.of(call, "from", wrong), moments.of(call, "to", wrong))
            .saying(words(call, wrong));
    for (Map.Entry<String, Field> one : PLAIN.entrySet()) {
      Optional<String> value = call.query(one.getKey());
      filter = value.isPresent() ? filter.with(one.getValue(), value.get()) : filter;
    }
    filter = decision(kind(filter, call, wrong), call, wrong);
    return wrong.isEmpty() ? new Filter(filter) : new Wrong(wrong.get(0));
  }

  /**
   * What was asked for as the query of an address, whatever its spelling was: the parameters in the
   * order of their names, and times as they are and not as how long ago. Empty for all.
   */
  static String selection(Call call, AuditFilter filter) {
    TreeMap<String, String> asked = new TreeMap<>();
    for (String name : with()) {
      call.query(name).ifPresent(value -> asked.put(name, value));
    }
    asked.computeIfPresent("from", (name, text) -> String.valueOf(filter.from()));
    asked.computeIfPresent("to", (name, text) -> String.valueOf(filter.to()));
    return asked.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static @Nullable String words(Call call, List<String> wrong) {
    Optional<String> text = call.query("q");
    if (text.isEmpty()) {
      return null;
    }
    long words =
        Arrays.stream(text.get().split("[^\\p{L}\\p{Nd}]+", -1))
            .filter(one -> !one.isEmpty())
            .count();
    if (words == 0 || words > WORDS_MAX) {
      wrong.add("`q` holds 1 to " + WORDS_MAX + " words of letters and digits");
    }
    return text.get();
  }

  private static AuditFilter kind(AuditFilter filter, Call call, List<String> wrong) {
    String kind = call.query("kind").orElse("all");
    return switch (kind) {
      case "all" -> filter;
      case "decision", "act" -> filter.with(Field.KIND, kind);
      default -> {
        wrong.add("`kind` is `all`, `decision` or `act`");
        yield filter;
      }
    };
  }

  private static AuditFilter decision(AuditFilter filter, Call call, List<String> wrong) {
    Optional<String> asked = call.query("decision");
    if (asked.isEmpty()) {
      return filter;
    }
    return switch (asked.get()) {
      case "allowed", "allow" -> filter.with(Field.OUTCOME, "allow");
      case "denied", "deny" -> filter.with(Field.OUTCOME, "deny");
      case "needs_approval" -> filter.with(Field.OUTCOME, "needs_approval");
      default -> {
        wrong.add("`decision` is `allowed`, `denied` or `needs_approval`");
        yield filter;
      }
    };
  }
}
