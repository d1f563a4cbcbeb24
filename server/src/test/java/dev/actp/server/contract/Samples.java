package dev.actp.server.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes values by the schemas of the document, most of them valid, some with a mistake: a member of
 * another type, one that nobody knows, a required one that is missing, a text or list that is too
 * long or too short, a word that is none of the listed. Which of them a value is, the validator
 * says. Not thread-safe.
 */
public final class Samples {
  /** One value in so many has a mistake somewhere. */
  private static final int MISTAKE_IN = 12;

  private static final int LEVELS = 4;
  private static final List<String> WORDS =
      List.of("read", "", "a b", "order://12/1", "ünï", "x".repeat(40), "8h", "0", "act_0", "…");

  private final Contract contract;
  private final Random random;

  /**
   * @param random seeded, so that a failure can be seen again
   */
  public Samples(Contract contract, Random random) {
    this.contract = contract;
    this.random = random;
  }

  /** A value of a schema that describes an object; an object, whatever else is wrong with it. */
  public JsonObject object(JsonObject schema) {
    return object(parts(schema), 0);
  }

  private Object value(JsonObject schema, int level) {
    if (mistake()) {
      return anything(level);
    }
    List<JsonObject> parts = parts(schema);
    for (JsonObject part : parts) {
      if (part.containsKey("const")) {
        return part.getValue("const");
      }
      if (part.containsKey("enum")) {
        return one(part.getJsonArray("enum"));
      }
    }
    String type =
        parts.stream()
            .map(part -> part.getString("type", ""))
            .filter(named -> !named.isEmpty())
            .findFirst()
            .orElse("");
    return switch (type) {
      case "object" -> object(parts, level);
      case "array" -> array(parts, level);
      case "string" -> text(parts);
      case "integer" -> number(parts);
      case "number" -> 1 + random.nextInt(1_000);
      case "boolean" -> random.nextBoolean();
      default -> anything(level);
    };
  }

  private JsonObject object(List<JsonObject> parts, int level) {
    JsonObject made = new JsonObject();
    for (JsonObject part : parts) {
      JsonObject properties = part.getJsonObject("properties", new JsonObject());
      for (String name : properties.fieldNames()) {
        boolean required = required(parts, name);
        boolean wanted = required ? random.nextInt(20) > 0 : random.nextInt(4) == 0;
        if (wanted && level < LEVELS && properties.getValue(name) instanceof JsonObject schema) {
          made.put(name, value(merged(parts, name, schema), level + 1));
        }
      }
    }
    if (mistake() || (made.isEmpty() && level > 0 && random.nextBoolean())) {
      made.put("unheard_of", anything(level + 1));
    }
    return made;
  }

  /** A member's schemas of all parts, as one that has to hold. */
  private static JsonObject merged(List<JsonObject> parts, String name, JsonObject first) {
    JsonArray all = new JsonArray();
    for (JsonObject part : parts) {
      JsonObject properties = part.getJsonObject("properties", new JsonObject());
      if (properties.getValue(name) instanceof JsonObject schema) {
        all.add(schema);
      }
    }
    return all.size() == 1 ? first : new JsonObject().put("allOf", all);
  }

  private static boolean required(List<JsonObject> parts, String name) {
    return parts.stream()
        .anyMatch(part -> part.getJsonArray("required", new JsonArray()).contains(name));
  }

  private JsonArray array(List<JsonObject> parts, int level) {
    JsonArray made = new JsonArray();
    JsonObject items = new JsonObject();
    for (JsonObject part : parts) {
      items = part.getJsonObject("items", items);
    }
    int size = mistake() ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      made.add(value(items, level + 1));
    }
    return made;
  }

  private String text(List<JsonObject> parts) {
    for (JsonObject part : parts) {
      int most = part.getInteger("maxLength", 0);
      if (most > 0 && random.nextInt(8) == 0) {
        return "a".repeat(most + random.nextInt(2));
      }
      JsonArray examples = part.getJsonArray("examples", new JsonArray());
      if (!examples.isEmpty() && !mistake()) {
        return String.valueOf(one(examples));
      }
    }
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private long number(List<JsonObject> parts) {
    long least = parts.stream().mapToLong(part -> part.getLong("minimum", 0L)).max().orElse(0);
    return mistake() ? least - 1 : least + random.nextInt(100);
  }

  private Object anything(int level) {
    return switch (random.nextInt(level < LEVELS ? 7 : 4)) {
      case 0 -> random.nextInt(1_000) - 10;
      case 1 -> random.nextBoolean();
      case 2, 3 -> WORDS.get(random.nextInt(WORDS.size()));
      case 4 -> new JsonArray();
      case 5 -> new JsonArray().add(anything(level + 1));
      default -> new JsonObject().put("amount", anything(level + 1));
    };
  }

  private Object one(JsonArray of) {
    return of.getValue(random.nextInt(of.size()));
  }

  private boolean mistake() {
    return random.nextInt(MISTAKE_IN) == 0;
  }

  /** A schema and all that has to hold with it, one of each choice. */
  private List<JsonObject> parts(JsonObject schema) {
    List<JsonObject> parts = new ArrayList<>();
    spread(schema, parts);
    return parts;
  }

  private void spread(JsonObject schema, List<JsonObject> into) {
    into.add(schema);
    if (schema.containsKey("$ref")) {
      spread(contract.resolved(schema), into);
    }
    schema.getJsonArray("allOf", new JsonArray()).forEach(part -> spread((JsonObject) part, into));
    for (String choice : List.of("anyOf", "oneOf")) {
      JsonArray of = schema.getJsonArray(choice, new JsonArray());
      if (!of.isEmpty()) {
        spread((JsonObject) one(of), into);
      }
    }
  }
}
