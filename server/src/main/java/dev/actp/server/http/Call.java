package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that passed the door: its caller is known and has a role that the route asks for, its
 * body was read.
 *
 * @param path what stands for the route's {@code :name} parts
 * @param document the JSON body; empty where there is none, or where it is not JSON
 */
record Call(
    Principal principal, Exchange exchange, Map<String, String> path, Value.Struct document) {

  String tenant() {
    return principal.tenant();
  }

  /** What stands for a part of the path; empty where the route has no such part. */
  String part(String name) {
    return path.getOrDefault(name, "");
  }

  Optional<String> query(String name) {
    return exchange.query().getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** A reader of the JSON body. */
  Members body() {
    return Members.of(document);
  }

  Optional<String> accept() {
    return exchange.header("accept");
  }
}
