package dev.actp.server.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds members of answers that nobody described. Schemas of answers are open, so that clients bear
 * with members that are new to them; ours are to be described all the same.
 */
final class Undocumented {
  private static final List<String> EACH = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> ONE = List.of("then", "else");

  private final Contract contract;
  private final List<String> found = new ArrayList<>();

  private Undocumented(Contract contract) {
    this.contract = contract;
  }

  /** Their JSON pointers. */
  static List<String> members(Contract contract, JsonObject schema, Object value) {
    Undocumented undocumented = new Undocumented(contract);
    undocumented.look("", value, List.of(schema));
    return undocumented.found;
  }

  private void look(String pointer, Object value, List<JsonObject> schemas) {
    List<JsonObject> parts = new ArrayList<>();
    schemas.forEach(schema -> spread(schema, parts));
    if (value instanceof JsonArray array) {
      List<JsonObject> items = under(parts, "items");
      for (int i = 0; i < array.size(); i++) {
        look(pointer + "/" + i, array.getValue(i), items);
      }
    } else if (value instanceof JsonObject object) {
      List<JsonObject> properties = under(parts, "properties");
      List<JsonObject> others = under(parts, "additionalProperties");
      for (String name : object.fieldNames()) {
        List<JsonObject> known = properties.stream().filter(one -> one.containsKey(name)).toList();
        if (!known.isEmpty()) {
          look(pointer + "/" + name, object.getValue(name), under(known, name));
        } else if (!others.isEmpty()) {
          look(pointer + "/" + name, object.getValue(name), others);
        } else if (!properties.isEmpty()) {
          found.add(pointer + "/" + name);
        }
      }
    }
  }

  private static List<JsonObject> under(List<JsonObject> schemas, String name) {
    return schemas.stream()
        .map(schema -> schema.getValue(name))
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .toList();
  }

  /** A schema and all that it is put together from. */
  private void spread(JsonObject schema, List<JsonObject> into) {
    into.add(schema);
    if (schema.containsKey("$ref")) {
      spread(contract.resolved(schema), into);
    }
    Stream<Object> each =
        EACH.stream().flatMap(name -> schema.getJsonArray(name, new JsonArray()).stream());
    Stream<Object> one = ONE.stream().map(schema::getValue);
    Stream.concat(each, one)
        .filter(JsonObject.class::isInstance)
        .forEach(part -> spread((JsonObject) part, into));
  }
}
