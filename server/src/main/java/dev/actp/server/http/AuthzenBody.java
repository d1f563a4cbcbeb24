package dev.actp.server.http;

import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one evaluation (AuthZEN Authorization API 1.0, 5 and 6.1). Members that it does not know
 * are ignored, as the specification wants it (10.1.1).
 *
 * <ul>
 *   <li>{@code subject}: of the type {@code agent}, {@code id} is an agent's id or name. {@code
 *       properties.token} is its capability token, and {@code properties.proof} the proof of one
 *       that is bound to a key. Without a token, the other properties become session values.
 *   <li>{@code action.name} is the action.
 *   <li>{@code resource}: {@code type://id}, or {@code id} itself where that is its scheme too.
 *   <li>The attributes are those of {@code context} and of the properties of action and resource.
 * </ul>
 */
final class AuthzenBody {
  /** The only type of subjects. */
  static final String AGENT = "agent";

  private final String at;
  private final List<Misfit> misfits = new ArrayList<>(0);

  /**
   * A reader of one.
   *
   * @param at where it is in the request, by JSON pointer
   */
  AuthzenBody(String at) {
    this.at = at;
  }

  EnforceBody read(Value.Struct document) {
    Map<String, Value> subject = entity(document, "subject");
    Map<String, Value> action = entity(document, "action");
    Map<String, Value> resource = entity(document, "resource");
    String type = text(subject, "subject", "type");
    if (!type.isEmpty() && !type.equals(AGENT)) {
      misfit("/subject/type", "has to be `agent`, the only type of subjects here");
    }
    Map<String, Value> about = properties(subject, "subject");
    String agent = text(subject, "subject", "id");
    String name = text(action, "action", "name");
    if (name.length() > EnforceBody.ACTION_MAX) {
      misfit("/action/name", "has at most " + EnforceBody.ACTION_MAX + " characters");
    }
    String uri = uri(text(resource, "resource", "type"), text(resource, "resource", "id"));
    TreeMap<String, Value> attributes = new TreeMap<>();
    add(attributes, object(document.members().get("context"), "/context"), "/context");
    add(attributes, properties(action, "action"), "/action/properties");
    add(attributes, properties(resource, "resource"), "/resource/properties");
    TreeMap<String, Value> values = new TreeMap<>(about);
    String token = secret(values, "token");
    String proof = secret(values, "proof");
    return new EnforceBody(
        token,
        proof,
        name,
        uri,
        new Value.Struct(attributes),
        null,
        null,
        new EnforceBody.Subject(
            agent, at + "/subject/id", new Value.Struct(values), at + "/subject/properties"),
        misfits);
  }

  /** What is no object. */
  EnforceBody none() {
    misfit("", "has to be an object");
    return read(Value.Struct.EMPTY);
  }

  /**
   * A resource that names its scheme itself, as ours do, needs no type before it. That may be no
   * other one: an enforcement point that sets the type would be steered by whoever sets the id.
   */
  private String uri(String type, String id) {
    if (!id.contains("://")) {
      return type + "://" + id;
    }
    if (!id.startsWith(type + "://")) {
      misfit("/resource/id", "has another scheme than the resource's type");
    }
    return id;
  }

  private Map<String, Value> entity(Value.Struct document, String name) {
    Value value = document.members().get(name);
    if (value == null) {
      misfit("/" + name, "is required");
      return Map.of();
    }
    return object(value, "/" + name);
  }

  private Map<String, Value> properties(Map<String, Value> entity, String name) {
    return object(entity.get("properties"), "/" + name + "/properties");
  }

  private Map<String, Value> object(@Nullable Value value, String pointer) {
    if (value instanceof Value.Struct(var members)) {
      return members;
    }
    if (value != null) {
      misfit(pointer, "has to be an object");
    }
    return Map.of();
  }

  /** A required text; of what is absent altogether, its entity's absence is enough to say. */
  private String text(Map<String, Value> entity, String of, String name) {
    if (entity.get(name) instanceof Value.Text(String text) && !text.isEmpty()) {
      return text;
    }
    misfit("/" + of + "/" + name, "is required, as a string that is not empty");
    return "";
  }

  private @Nullable String secret(Map<String, Value> properties, String name) {
    Value value = properties.remove(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Value.Text(String text)) {
      return text;
    }
    misfit("/subject/properties/" + name, "has to be a string");
    return null;
  }

  private void add(Map<String, Value> attributes, Map<String, Value> more, String pointer) {
    more.forEach(
        (name, value) -> {
          Value earlier = attributes.putIfAbsent(name, value);
          if (earlier != null && !earlier.equals(value)) {
            misfit(
                pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                "differs from another attribute of this name");
          }
        });
  }

  private void misfit(String pointer, String why) {
    misfits.add(new Misfit(at + pointer, why));
  }
}
