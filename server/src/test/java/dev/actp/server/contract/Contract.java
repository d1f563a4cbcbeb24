package dev.actp.server.contract;

import dev.actp.server.openapi.ApiDocument;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The API's document, read: its operations, and the schemas that they speak of. Thread-safe. */
public final class Contract {
  private static final String BASE = "urn:actp:openapi";
  private static final List<String> METHODS = List.of("get", "post", "put", "delete");

  /** The document that the server serves. */
  public static final Contract OURS = new Contract(new JsonObject(ApiDocument.json()));

  private final JsonObject document;
  private final SchemaRepository schemas;
  private final Map<JsonObject, Validator> validators = new ConcurrentHashMap<>();
  private final List<Path> paths = new ArrayList<>();

  private Contract(JsonObject document) {
    this.document = document;
    this.schemas =
        SchemaRepository.create(
                new JsonSchemaOptions()
                    .setBaseUri(BASE)
                    .setDraft(Draft.DRAFT202012)
                    .setOutputFormat(OutputFormat.Basic))
            .dereference(BASE, JsonSchema.of(document.copy()));
    for (String template : document.getJsonObject("paths").fieldNames()) {
      Map<String, Operation> operations = new LinkedHashMap<>();
      JsonObject item = document.getJsonObject("paths").getJsonObject(template);
      for (String method : METHODS) {
        if (item.containsKey(method)) {
          operations.put(method, new Operation(this, template, method, item.getJsonObject(method)));
        }
      }
      String segments = template.replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q");
      paths.add(new Path(template, Pattern.compile("\\Q" + segments + "\\E"), operations));
    }
    paths.sort(Comparator.comparing(path -> path.template().contains("{")));
  }

  /**
   * A path.
   *
   * @param operations by method, in lower case
   */
  public record Path(String template, Pattern pattern, Map<String, Operation> operations) {}

  /** The document as it is. */
  public JsonObject document() {
    return document;
  }

  /** All operations. */
  public List<Operation> operations() {
    return paths.stream().flatMap(path -> path.operations().values().stream()).toList();
  }

  /**
   * The path that an address without its query is of; one that is spelt out before a pattern. Where
   * clients know the server by an address with a path, that is behind the well-known ones.
   */
  public Optional<Path> path(String address) {
    String plain = address.replaceFirst("^(/[.]well-known/[^/]+)/.*", "$1");
    return paths.stream().filter(path -> path.pattern().matcher(plain).matches()).findFirst();
  }

  /** A parameter, also where it is only referred to. */
  public JsonObject parameter(JsonObject maybeReference) {
    return resolved(maybeReference);
  }

  /** What stands where a reference points, if it is one. */
  JsonObject resolved(JsonObject maybeReference) {
    String reference = maybeReference.getString("$ref");
    if (reference == null) {
      return maybeReference;
    }
    JsonObject at = document;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      at = at.getJsonObject(step);
    }
    return at;
  }

  /** What of a value a schema refuses, each as {@code pointer: why}; empty where it fits. */
  public List<String> misfits(JsonObject schema, Object value) {
    Validator validator =
        validators.computeIfAbsent(schema, one -> schemas.validator(JsonSchema.of(absolute(one))));
    OutputUnit result = validator.validate(value);
    if (result.getValid()) {
      return List.of();
    }
    List<OutputUnit> errors = result.getErrors();
    return errors == null || errors.isEmpty()
        ? List.of(String.valueOf(result))
        : errors.stream().map(one -> one.getInstanceLocation() + ": " + one.getError()).toList();
  }

  /** The same schema, with references that say which document they are into. */
  private static JsonObject absolute(JsonObject schema) {
    JsonObject absolute = new JsonObject();
    schema.forEach(
        member -> absolute.put(member.getKey(), absolute(member.getKey(), member.getValue())));
    return absolute;
  }

  private static Object absolute(String name, Object value) {
    return switch (value) {
      case JsonObject object -> absolute(object);
      case JsonArray array -> {
        JsonArray all = new JsonArray();
        array.forEach(element -> all.add(absolute("", element)));
        yield all;
      }
      case String text when name.equals("$ref") -> BASE + text;
      default -> value;
    };
  }
}
