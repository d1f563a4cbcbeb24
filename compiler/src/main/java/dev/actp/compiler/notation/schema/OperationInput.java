package dev.actp.compiler.notation.schema;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.compiler.notation.schema.Actions.Attribute;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operation takes: parameters by name, and of a body that is an object each member, else
 * the body as {@code body}. Where two of them have one name, the body stays whole.
 */
final class OperationInput {
  /** Headers that say nothing of the action (OpenAPI 3.1.1, 4.8.12). */
  private static final Set<String> NO_ATTRIBUTES =
      Set.of("accept", "content-type", "authorization");

  private static final Set<String> IN_PARAMETER =
      Set.of(
          "$ref",
          "name",
          "in",
          "description",
          "required",
          "deprecated",
          "allowEmptyValue",
          "style",
          "explode",
          "allowReserved",
          "schema",
          "example",
          "examples",
          "content");

  private final Actions actions;
  private final References references;
  private final Findings findings;

  OperationInput(Actions actions, References references, Findings findings) {
    this.actions = actions;
    this.references = references;
    this.findings = findings;
  }

  /**
   * Gathers what the operation takes.
   *
   * @param shared the parameters of all operations of the path, which its own replace
   * @return whether it takes more than can be listed
   */
  boolean read(
      String action,
      SortedMap<String, Value> operation,
      @Nullable Value shared,
      String at,
      List<Attribute> attributes) {
    Map<String, Attribute> byName = new LinkedHashMap<>();
    String path = at.substring(0, at.lastIndexOf('/'));
    parameters(shared, path + "/parameters", byName);
    parameters(operation.get("parameters"), at + "/parameters", byName);
    Value body = operation.get("requestBody");
    boolean open = body != null && body(action, body, at + "/requestBody", byName);
    attributes.addAll(byName.values());
    return open;
  }

  private void parameters(@Nullable Value given, String at, Map<String, Attribute> byName) {
    if (given == null) {
      return;
    }
    if (!(given instanceof Value.Sequence(var list))) {
      findings.problem(at, "`parameters` is a list");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      parameter(list.get(i), at + "/" + i, byName);
    }
  }

  private void parameter(Value given, String at, Map<String, Attribute> byName) {
    Value found = references.resolve(given, at);
    if (!(found instanceof Value.Struct(var parameter))
        || !(parameter.get("name") instanceof Value.Text(String name))) {
      if (found != null) {
        findings.problem(at, "a parameter is an object with `name`, `in` and `schema`");
      }
      return;
    }
    Vocabulary.refuseUnknown(parameter, IN_PARAMETER, at, findings);
    boolean header = new Value.Text("header").equals(parameter.get("in"));
    if (header && NO_ATTRIBUTES.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    boolean required = Value.Bool.TRUE.equals(parameter.get("required"));
    Value schema = parameter.getOrDefault("schema", Value.Struct.EMPTY);
    byName.put(name, new Attribute(name, schema, required, at));
  }

  /** Whether the body cannot be listed. */
  private boolean body(String action, Value given, String at, Map<String, Attribute> byName) {
    Value found = references.resolve(given, at);
    if (!(found instanceof Value.Struct(var body))
        || !(body.get("content") instanceof Value.Struct(var content))) {
      if (found != null) {
        findings.problem(at, "a body is an object with `content`");
      }
      return false;
    }
    boolean required = Value.Bool.TRUE.equals(body.get("required"));
    String type = mediaType(content);
    Value schema =
        type != null && content.get(type) instanceof Value.Struct(var media)
            ? media.get("schema")
            : null;
    if (type == null || schema == null) {
      findings.warn(
          at,
          "the body of "
              + Findings.shown(action)
              + " is no JSON and no form with a schema: the action takes any attribute (`...`)");
      return true;
    }
    return members(schema, required, at + "/content/" + Pointer.step(type) + "/schema", byName);
  }

  private static @Nullable String mediaType(SortedMap<String, Value> content) {
    for (String wanted : List.of("json", "x-www-form-urlencoded", "form-data")) {
      for (String type : content.keySet()) {
        String essence = type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        if (essence.endsWith("/" + wanted) || essence.endsWith("+" + wanted)) {
          return type;
        }
      }
    }
    return null;
  }

  private boolean members(Value given, boolean required, String at, Map<String, Attribute> byName) {
    Schema schema = actions.schema(given, at);
    if (schema == null || !schema.isPlainObject()) {
      whole(given, required, at, byName);
      return false;
    }
    List<Attribute> members = new ArrayList<>();
    for (Map.Entry<String, Value> member : schema.properties().entrySet()) {
      String place = at + "/properties/" + Pointer.step(member.getKey());
      Schema property = actions.schema(member.getValue(), place);
      boolean needed = required && schema.required().contains(member.getKey());
      if (property == null || !Value.Bool.TRUE.equals(property.get("readOnly"))) {
        members.add(new Attribute(member.getKey(), member.getValue(), needed, place));
      }
    }
    if (members.stream().anyMatch(member -> byName.containsKey(member.name()))) {
      whole(given, required, at, byName);
      return false;
    }
    members.forEach(member -> byName.put(member.name(), member));
    return schema.takesMore();
  }

  private static void whole(
      Value schema, boolean required, String at, Map<String, Attribute> byName) {
    String name = byName.containsKey("body") ? "request_body" : "body";
    byName.put(name, new Attribute(name, schema, required, at));
  }
}
