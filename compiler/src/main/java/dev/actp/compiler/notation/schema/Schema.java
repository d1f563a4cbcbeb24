package dev.actp.compiler.notation.schema;

import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads keywords of one schema (JSON Schema 2020-12, and what OpenAPI 3.0 makes of it). */
record Schema(SortedMap<String, Value> members) {

  /** Keywords of JSON Schema 2020-12, of its drafts, and of OpenAPI. */
  static final Set<String> KEYWORDS =
      Set.of(
          """
          $anchor $comment $defs $dynamicAnchor $dynamicRef $id $ref $schema $vocabulary
          additionalItems additionalProperties allOf anyOf const contains contentEncoding
          contentMediaType contentSchema default definitions dependentRequired dependentSchemas
          dependencies deprecated description discriminator else enum example examples
          exclusiveMaximum exclusiveMinimum externalDocs format if items maxContains maxItems
          maxLength maxProperties maximum minContains minItems minLength minProperties minimum
          multipleOf not nullable oneOf pattern patternProperties prefixItems properties
          propertyNames readOnly required then title type unevaluatedItems
          unevaluatedProperties uniqueItems writeOnly xml
          """
              .split("\\s+"));

  /** The keyword's value, or null. */
  @Nullable Value get(String keyword) {
    return members.get(keyword);
  }

  /** The keyword's text, or null. */
  @Nullable String text(String keyword) {
    return get(keyword) instanceof Value.Text(String text) ? text : null;
  }

  /** The keyword's schemas; empty where it has none. */
  List<Value> list(String keyword) {
    return get(keyword) instanceof Value.Sequence(var elements) ? elements : List.of();
  }

  /** The properties by name; empty where it lists none. */
  SortedMap<String, Value> properties() {
    return get("properties") instanceof Value.Struct(var properties)
        ? properties
        : Value.Struct.EMPTY.members();
  }

  /** The names of the properties that have to be there. */
  Set<String> required() {
    Set<String> names = new LinkedHashSet<>();
    for (Value name : list("required")) {
      if (name instanceof Value.Text(String text)) {
        names.add(text);
      }
    }
    return names;
  }

  /** Whether it says that it takes members beyond those that it lists. */
  boolean takesMore() {
    return switch (get("additionalProperties")) {
      case null -> get("patternProperties") != null;
      case Value.Bool(boolean more) -> more;
      case Value other -> true;
    };
  }

  /** Whether it is an object and nothing else, so that its members can be listed. */
  boolean isPlainObject() {
    return types().equals(List.of("object")) && list("anyOf").isEmpty() && list("oneOf").isEmpty();
  }

  /** The types that it names, {@code null} aside; what it is by its other keywords where none. */
  List<String> types() {
    List<String> types = new ArrayList<>();
    switch (get("type")) {
      case Value.Text(String type) -> types.add(type);
      case Value.Sequence(var elements) -> {
        for (Value element : elements) {
          types.add(element instanceof Value.Text(String type) ? type : "");
        }
      }
      case null -> implied(types);
      case Value other -> types.add("");
    }
    types.remove("null");
    return types;
  }

  private void implied(List<String> types) {
    if (get("properties") != null) {
      types.add("object");
    } else if (get("items") != null) {
      types.add("array");
    } else {
      types.addAll(typesOf(constants()));
    }
  }

  /** What {@code enum} or {@code const} allows; empty where neither stands. */
  List<Value> constants() {
    Value one = get("const");
    return one == null ? list("enum") : List.of(one);
  }

  private static Set<String> typesOf(List<Value> values) {
    Set<String> types = new LinkedHashSet<>();
    for (Value value : values) {
      types.add(
          switch (value) {
            case Value.Text ignored -> "string";
            case Value.Num number -> number.value().scale() <= 0 ? "integer" : "number";
            case Value.Bool ignored -> "boolean";
            case Value other -> "";
          });
    }
    return types;
  }

  /** Whether null is one of its values by itself, so that the member may as well be absent. */
  boolean isNullable() {
    boolean listed =
        list("type").contains(new Value.Text("null")) || new Value.Text("null").equals(get("type"));
    return listed || Value.Bool.TRUE.equals(get("nullable"));
  }
}
