package dev.actp.cli;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A request, as options or as a file. */
final class RequestOptions {
  @Option(names = "--action", paramLabel = "NAME", description = "what is to be done")
  private @Nullable String action;

  @Option(names = "--resource", paramLabel = "NAME", description = "on what; none if left out")
  private @Nullable String resource;

  @Option(
      names = "--context",
      paramLabel = "JSON",
      description = "the request's attributes, a JSON object, or @FILE with one in it")
  private @Nullable String context;

  @Option(
      names = "--session",
      paramLabel = "NAME=VALUE",
      description = "a session value of the token; may be repeated")
  private Map<String, String> session = new TreeMap<>();

  @Option(
      names = "--agent",
      paramLabel = "ID",
      description = "the agent's id, or NAME=VALUE for a value of the registry; may be repeated")
  private List<String> agent = List.of();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "when, such as 2026-02-16T10:00:00Z; now if left out")
  private @Nullable String at;

  @Option(names = "--ip", paramLabel = "ADDRESS", description = "where the request comes from")
  private @Nullable String ip;

  @Option(names = "--reason", paramLabel = "TEXT", description = "the caller's words")
  private @Nullable String reason;

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "all of this in a JSON file, with the options' names as its members")
  private @Nullable String request;

  /** The request as one document; values of the token and registry in the types declared. */
  Value.Struct document(Console console, List<Policy> policies) throws IOException {
    SortedMap<String, Value> members = new TreeMap<>();
    if (request != null) {
      members.putAll(read(file(console, request), "`" + request + "`").members());
    }
    put(members, "action", action);
    put(members, "resource", resource);
    put(members, "at", at);
    put(members, "ip", ip);
    put(members, "reason", reason);
    if (context != null) {
      String text = context.startsWith("@") ? file(console, context.substring(1)) : context;
      members.put("context", read(text, "`--context`"));
    }
    if (!session.isEmpty()) {
      SortedMap<String, Value> values = new TreeMap<>();
      session.forEach(
          (name, text) -> values.put(name, typed(policies, Policy::session, name, text)));
      members.put("session", new Value.Struct(values));
    }
    if (!agent.isEmpty()) {
      members.put("agent", agent(policies));
    }
    return new Value.Struct(members);
  }

  private Value.Struct agent(List<Policy> policies) {
    SortedMap<String, Value> values = new TreeMap<>();
    for (String given : agent) {
      int equals = given.indexOf('=');
      if (equals < 0) {
        values.put("id", new Value.Text(given));
      } else {
        String name = given.substring(0, equals);
        values.put(name, typed(policies, Policy::agent, name, given.substring(equals + 1)));
      }
    }
    return new Value.Struct(values);
  }

  /** A text where a policy declares what is written as one, or nothing; else what JSON reads. */
  private static Value typed(
      List<Policy> policies,
      Function<Policy, SortedMap<String, Type.Member>> declared,
      String name,
      String text) {
    boolean plain =
        policies.stream()
            .map(policy -> declared.apply(policy).get(name))
            .allMatch(member -> member == null || isText(member.type()));
    return !plain
            && StrictJson.read(text, JsonLimits.DEFAULT)
                instanceof StrictJson.Reading.Document(Value value)
        ? value
        : new Value.Text(text);
  }

  private static boolean isText(Type type) {
    return type == Type.Basic.STRING
        || type == Type.Basic.EMAIL
        || type == Type.Basic.IP
        || type == Type.Basic.TIMESTAMP
        || type == Type.Basic.DURATION;
  }

  private static void put(SortedMap<String, Value> members, String name, @Nullable String text) {
    if (text != null) {
      members.put(name, new Value.Text(text));
    }
  }

  private static String file(Console console, String name) throws IOException {
    Path path = console.folder().resolve(name);
    if (!Files.isRegularFile(path)) {
      throw new Unusable("there is no file `" + name + "`");
    }
    return Files.readString(path);
  }

  private static Value.Struct read(String text, String where) throws Unusable {
    return switch (StrictJson.readObject(text, JsonLimits.DEFAULT)) {
      case StrictJson.Reading.Document(Value.Struct struct) -> struct;
      case StrictJson.Reading.Document(Value other) ->
          throw new Unusable(where + " holds no JSON object");
      case StrictJson.Reading.Refused(var problem) ->
          throw new Unusable(
              where + " holds no JSON object: " + problem.detail() + " at " + problem.offset());
    };
  }
}
