package dev.actp.compiler.notation.schema;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Type;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Types for schemas. Where the language has none, as for a value of several types, for free-form
 * objects, and for schemas that contain themselves, there is no type, and {@link #why()} says so.
 *
 * <p>A document's schemas unfold to at most {@link #MAX_TYPES} types and joined schemas, each type
 * at most {@link #MAX_DEPTH} deep.
 */
final class SchemaTypes {
  static final int MAX_TYPES = 20_000;
  static final int MAX_DEPTH = 16;
  private static final String NO_TYPE = "it has no single type";

  private final References references;
  private final Findings findings;
  private final Set<String> unfolding = new HashSet<>();
  private String why = "";
  private int types;
  private int depth;

  SchemaTypes(References references, Findings findings) {
    this.references = references;
    this.findings = findings;
  }

  /** The schema itself, behind references and where all of {@code allOf} are one; or null. */
  @Nullable Schema schema(Value value, String at) {
    Value found = references.resolve(value, at);
    if (!(found instanceof Value.Struct(var members))) {
      return null;
    }
    return members.containsKey("allOf")
        ? new AllOf(references, () -> mayUnfold(at)).merge(members, at)
        : new Schema(members);
  }

  private boolean mayUnfold(String at) {
    if (types == MAX_TYPES) {
      findings.problem(at, "the schemas unfold to more than " + MAX_TYPES + " types");
    }
    return ++types <= MAX_TYPES;
  }

  /** Why the last schema that has no type has none. */
  String why() {
    return why;
  }

  /** Whether the value may be null, so that it may as well be absent. */
  boolean isNullable(Value value, String at) {
    Schema schema = schema(value, at);
    if (schema == null) {
      return false;
    }
    return schema.isNullable()
        || alternatives(schema).stream()
            .anyMatch(each -> each instanceof Value.Struct(var m) && new Schema(m).isNullable());
  }

  /** The type of the schema, or null where it has none. */
  @Nullable Type of(Value value, String at) {
    if (!mayUnfold(at)) {
      return null;
    }
    String reference = References.of(value);
    if (depth == MAX_DEPTH || (reference != null && !unfolding.add(reference))) {
      return untyped("its schema goes on inside itself");
    }
    depth++;
    try {
      Schema schema = schema(value, at);
      if (schema != null) {
        Vocabulary.warnOfMisspelt(schema.members(), Schema.KEYWORDS, at, findings);
      }
      return schema == null ? untyped(NO_TYPE) : of(schema, at);
    } finally {
      depth--;
      if (reference != null) {
        unfolding.remove(reference);
      }
    }
  }

  private @Nullable Type untyped(String reason) {
    why = reason;
    return null;
  }

  private @Nullable Type of(Schema schema, String at) {
    List<Value> alternatives = alternatives(schema);
    if (!alternatives.isEmpty()) {
      return ofAlternatives(alternatives, at);
    }
    List<String> names = schema.types();
    if (names.size() == 2 && names.containsAll(List.of("integer", "number"))) {
      return named("decimal");
    }
    return names.size() == 1 ? ofType(names.getFirst(), schema, at) : untyped(NO_TYPE);
  }

  private static List<Value> alternatives(Schema schema) {
    List<Value> all = new ArrayList<>(schema.list("anyOf"));
    all.addAll(schema.list("oneOf"));
    return all;
  }

  /** One type where all that are not null have it. */
  private @Nullable Type ofAlternatives(List<Value> alternatives, String at) {
    Type one = null;
    for (Value each : alternatives) {
      boolean isNull =
          each instanceof Value.Struct(var m) && new Value.Text("null").equals(m.get("type"));
      if (!isNull) {
        Type type = of(each, at);
        if (type == null || (one != null && !one.equals(type))) {
          return untyped(type == null ? why : NO_TYPE);
        }
        one = type;
      }
    }
    return one == null ? untyped(NO_TYPE) : one;
  }

  private @Nullable Type ofType(String name, Schema schema, String at) {
    return switch (name) {
      case "string" -> named(ofFormat(schema.text("format")));
      case "integer" -> named("int");
      case "number" -> named("decimal");
      case "boolean" -> named("bool");
      case "array" -> ofArray(schema, at);
      case "object" -> ofObject(schema, at);
      case "file" -> untyped("it is a file");
      default -> {
        findings.problem(at, Findings.shown(name) + " is no type of JSON Schema");
        yield null;
      }
    };
  }

  private static Type named(String word) {
    return new Type.Named(Name.of(word), Span.NONE);
  }

  private static String ofFormat(@Nullable String format) {
    return switch (format) {
      case "email" -> "email";
      case "ipv4", "ipv6" -> "ip";
      case "date-time" -> "timestamp";
      case null, default -> "string";
    };
  }

  private @Nullable Type ofArray(Schema schema, String at) {
    Value items = schema.get("items");
    if (items == null) {
      return untyped(NO_TYPE);
    }
    Type element = of(items, at + "/items");
    if (element == null) {
      return null;
    }
    boolean distinct = Value.Bool.TRUE.equals(schema.get("uniqueItems"));
    return distinct ? new Type.SetOf(element, Span.NONE) : new Type.ListOf(element, Span.NONE);
  }

  private @Nullable Type ofObject(Schema schema, String at) {
    if (schema.takesMore() || schema.properties().isEmpty()) {
      return untyped("it may hold members of any name");
    }
    List<Field> fields = new ArrayList<>();
    Set<String> required = schema.required();
    for (Map.Entry<String, Value> property : schema.properties().entrySet()) {
      String place = at + "/properties/" + Pointer.step(property.getKey());
      Type type = of(property.getValue(), place);
      if (type == null) {
        return null;
      }
      boolean optional =
          !required.contains(property.getKey()) || isNullable(property.getValue(), place);
      fields.add(new Field(Name.of(property.getKey()), type, optional, Span.NONE));
    }
    return new Type.RecordOf(fields, Span.NONE);
  }
}
