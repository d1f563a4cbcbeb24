package dev.actp.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An operation that a listener serves.
 *
 * @param method in lower case
 * @param path with {@code {id}} for a part of an address
 * @param roles one of which a key has to have; empty where no key is asked for
 * @param query the names of its parameters
 * @param body its media types; empty where a body is not read
 * @param takesTokens whether a capability token will do
 */
public record Served(
    String method,
    String path,
    Set<String> roles,
    Set<String> query,
    Set<String> body,
    boolean takesTokens) {
  private static final Set<String> OPTIONS = Set.of("dryRun", "dry_run", "explain");

  /** All that a listener serves, on whichever port. */
  public static Set<Served> by(HttpListener listener) {
    return listener.apis().stream().flatMap(api -> by(api).stream()).collect(Collectors.toSet());
  }

  private static List<Served> by(Api api) {
    List<Served> all = new ArrayList<>();
    api.routes().forEach(route -> route.paths().forEach(path -> all.add(of(route, path))));
    api.decisions().keySet().forEach(path -> all.add(decision(path)));
    api.pages()
        .keySet()
        .forEach(path -> all.add(new Served("get", path, Set.of(), Set.of(), Set.of(), false)));
    return all;
  }

  private static Served decision(String path) {
    boolean search = path.startsWith("/access/v1/search/");
    return new Served(
        "post",
        path,
        Set.of("enforcer"),
        search ? Set.of() : OPTIONS,
        Set.of("application/json"),
        !search);
  }

  private static Served of(Route route, String path) {
    Set<String> body =
        switch (route.body()) {
          case NONE -> Set.of();
          case JSON, EMPTY -> Set.of("application/json");
          case POLICY -> Set.of("application/json", "text/x-actp");
          case FORM -> Set.of("application/x-www-form-urlencoded");
        };
    return new Served(
        Words.of(route.method()),
        path.replaceAll(":([a-z]+)", "{$1}"),
        route.roles().stream().map(Words::of).collect(Collectors.toSet()),
        route.query(),
        body,
        route.takesTokens());
  }
}
