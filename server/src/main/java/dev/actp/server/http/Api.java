package dev.actp.server.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that the HTTP front serves.
 *
 * @param decisions where decisions are asked for, by path
 * @param pages what anybody may read, by path
 */
record Api(
    Map<String, Consumer<Exchange>> decisions,
    Dispatcher dispatcher,
    List<Route> routes,
    ApprovalWaits waits,
    Map<String, Function<Exchange, Reply>> pages,
    HttpMeters meters) {
  Api {
    decisions = Map.copyOf(decisions);
    routes = List.copyOf(routes);
    pages = Map.copyOf(pages);
  }

  /** Every method with every path that takes it. */
  SortedSet<String> operations() {
    SortedSet<String> operations = new TreeSet<>();
    methods()
        .forEach(
            (path, methods) -> {
              for (String method : methods.split(", ", -1)) {
                operations.add(method + " " + path);
              }
            });
    return Collections.unmodifiableSortedSet(operations);
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
    decisions.keySet().forEach(path -> methods.put(path, "POST"));
    return methods;
  }
}
