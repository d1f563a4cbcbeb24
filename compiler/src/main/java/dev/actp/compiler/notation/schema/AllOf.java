package dev.actp.compiler.notation.schema;

import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Schemas that hold together as one: members joined, the first word of each keyword kept. */
final class AllOf {
  private static final int MAX_DEPTH = 8;

  private final References references;
  private final BooleanSupplier mayUnfold;

  /**
   * @param mayUnfold asked before each schema that is joined
   */
  AllOf(References references, BooleanSupplier mayUnfold) {
    this.references = references;
    this.mayUnfold = mayUnfold;
  }

  /** One schema that says what all of them say, as far as types go. */
  Schema merge(SortedMap<String, Value> schema, String at) {
    TreeMap<String, Value> merged = new TreeMap<>();
    add(schema, at, merged, 0);
    return new Schema(merged);
  }

  private void add(
      SortedMap<String, Value> schema, String at, Map<String, Value> merged, int depth) {
    schema.forEach((keyword, value) -> join(keyword, value, merged));
    List<Value> all = schema.get("allOf") instanceof Value.Sequence(var list) ? list : List.of();
    for (Value each : depth == MAX_DEPTH ? List.<Value>of() : all) {
      if (mayUnfold.getAsBoolean()
          && references.resolve(each, at) instanceof Value.Struct(var members)) {
        add(members, at, merged, depth + 1);
      }
    }
  }

  private static void join(String keyword, Value value, Map<String, Value> merged) {
    Value before = merged.get(keyword);
    switch (keyword) {
      case "allOf", "$ref" -> {}
      case "properties" -> merged.put(keyword, members(before, value));
      case "required" -> merged.put(keyword, elements(before, value));
      case "additionalProperties" -> {
        boolean closed = Value.Bool.FALSE.equals(before) || Value.Bool.FALSE.equals(value);
        merged.put(keyword, Value.Bool.of(!closed));
      }
      default -> merged.putIfAbsent(keyword, value);
    }
  }

  private static Value members(@Nullable Value before, Value value) {
    if (!(value instanceof Value.Struct(var later))) {
      return value;
    }
    TreeMap<String, Value> all = new TreeMap<>(later);
    if (before instanceof Value.Struct(var earlier)) {
      for (Map.Entry<String, Value> each : earlier.entrySet()) {
        all.put(each.getKey(), each.getValue());
      }
    }
    return new Value.Struct(all);
  }

  private static Value elements(@Nullable Value before, Value value) {
    List<Value> all = new ArrayList<>();
    if (before instanceof Value.Sequence(var earlier)) {
      all.addAll(earlier);
    }
    if (value instanceof Value.Sequence(var later)) {
      all.addAll(later);
    }
    return new Value.Sequence(all);
  }
}
