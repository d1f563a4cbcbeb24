package dev.actp.server.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One operation of the document.
 *
 * @param path with {@code {id}} for a part of an address
 * @param method in lower case
 */
public record Operation(Contract contract, String path, String method, JsonObject description) {

  /** Its name in the document. */
  public String id() {
    return description.getString("operationId");
  }

  /** The names of its parameters of a kind: {@code query}, {@code header}, {@code path}. */
  public Set<String> parameters(String in) {
    Set<String> names = new TreeSet<>();
    for (Object one : description.getJsonArray("parameters", new JsonArray())) {
      JsonObject parameter = contract.resolved((JsonObject) one);
      if (parameter.getString("in").equals(in)) {
        names.add(parameter.getString("name"));
      }
    }
    return names;
  }

  /** The schema of its body in a media type; nothing where it takes none. */
  public Optional<JsonObject> requestSchema(String mediaType) {
    return Optional.ofNullable(description.getJsonObject("requestBody"))
        .map(body -> body.getJsonObject("content").getJsonObject(mediaType))
        .map(media -> media.getJsonObject("schema"));
  }

  /** What is said of an answer; nothing where there is no such. */
  Optional<JsonObject> response(int status) {
    return Optional.ofNullable(
            description.getJsonObject("responses").getJsonObject(Integer.toString(status)))
        .map(contract::resolved);
  }

  /** The strings of a list among its members; empty where it is not there. */
  public Set<String> words(String member) {
    List<String> words = new ArrayList<>();
    description.getJsonArray(member, new JsonArray()).forEach(word -> words.add((String) word));
    return new TreeSet<>(words);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
