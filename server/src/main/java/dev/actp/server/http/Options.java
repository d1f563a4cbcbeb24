package dev.actp.server.http;

import dev.actp.dsl.syntax.Characters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query parameters of a request for a decision. */
sealed interface Options {
  /** What was asked for. */
  record Known(boolean dryRun, boolean full) implements Options {
    private static final Known NONE = new Known(false, false);
  }

  /** A parameter or value that does not exist, or one that is there twice. */
  record Unknown(String why) implements Options {}

  static Options of(Exchange exchange) {
    if (exchange.uri().indexOf('?') < 0) {
      return Known.NONE;
    }
    Map<String, List<String>> query = exchange.query();
    Optional<String> wrong = query.entrySet().stream().flatMap(p -> wrong(p).stream()).findFirst();
    if (wrong.isPresent()) {
      return new Unknown(wrong.get());
    }
    if (query.containsKey("dryRun") && query.containsKey("dry_run")) {
      return new Unknown("`dryRun` is there twice");
    }
    return new Known(query.containsValue(List.of("true")), query.containsValue(List.of("full")));
  }

  private static Optional<String> wrong(Map.Entry<String, List<String>> parameter) {
    List<String> values =
        switch (parameter.getKey()) {
          case "dryRun", "dry_run" -> List.of("true", "false");
          case "explain" -> List.of("full", "none");
          default -> List.of();
        };
    String name = Characters.visible(parameter.getKey());
    if (values.isEmpty()) {
      return Optional.of("there is no parameter `" + name + "` here");
    }
    if (parameter.getValue().size() != 1) {
      return Optional.of("`" + name + "` is there twice");
    }
    return values.contains(parameter.getValue().getFirst())
        ? Optional.empty()
        : Optional.of("`" + name + "` is `" + String.join("` or `", values) + "`");
  }
}
