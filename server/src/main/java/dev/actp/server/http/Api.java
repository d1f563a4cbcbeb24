package dev.actp.server.http;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Everything that the HTTP front serves. */
record Api(
    EnforceEndpoint enforcement,
    Dispatcher dispatcher,
    List<Route> routes,
    ApprovalWaits waits,
    Map<String, Supplier<Reply>> pages) {
  private static final List<String> ENFORCEMENT = List.of("/v1/enforce", "/api/enforcement/check");

  Api {
    routes = List.copyOf(routes);
    pages = Map.copyOf(pages);
  }

  /** Whether a path is where decisions are asked for, in either dialect. */
  boolean decides(String path) {
    return ENFORCEMENT.contains(path);
  }

  /** The methods that each path takes, as the {@code Allow} header names them. */
  Map<String, String> methods() {
    Map<String, String> methods =
        routes.stream()
            .flatMap(route -> route.paths().stream().map(path -> Map.entry(path, route.method())))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(
                        entry -> entry.getValue().name(), Collectors.joining(", "))));
    pages.keySet().forEach(path -> methods.put(path, "GET"));
    ENFORCEMENT.forEach(path -> methods.put(path, "POST"));
    return methods;
  }
}
