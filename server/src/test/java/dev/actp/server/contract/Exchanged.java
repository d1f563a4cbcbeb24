package dev.actp.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request and its answer, as they went over the wire, held to the document: a path, a status, a
 * media type, a member or a value that is not described there fails the test that saw it.
 */
public final class Exchanged {
  /** What is refused before anybody looks at which operation it is for. */
  private static final Set<Integer> BEFORE_ROUTING =
      Set.of(400, 404, 408, 413, 414, 415, 417, 431, 503);

  private static final JsonObject PROBLEM =
      new JsonObject().put("$ref", "#/components/schemas/Problem");

  private final Contract contract = Contract.OURS;
  private final HttpRequest request;
  private final HttpResponse<String> response;

  private Exchanged(HttpRequest request, HttpResponse<String> response) {
    this.request = request;
    this.response = response;
  }

  /** Fails where something is not as the document says. */
  public static void check(HttpRequest request, HttpResponse<String> response) {
    new Exchanged(request, response).check();
  }

  private void check() {
    assertThat(response.headers().firstValue("x-request-id")).as(toString()).isPresent();
    String address = request.uri().getRawPath();
    Optional<Contract.Path> path = contract.path(address);
    if (path.isEmpty()) {
      assertThat(response.statusCode()).as("%s is not described", this).isIn(BEFORE_ROUTING);
      problem();
      return;
    }
    Operation operation = path.get().operations().get(request.method().toLowerCase(Locale.ROOT));
    if (operation == null) {
      assertThat(response.statusCode())
          .as("%s: the method is not described", this)
          .matches(status -> status == 405 || BEFORE_ROUTING.contains(status));
      problem();
      return;
    }
    if (isServedElsewhere()) {
      problem();
      return;
    }
    answer(operation);
    if (response.statusCode() < 300) {
      accepted(operation);
    }
  }

  /** Another port has it: no operation says what it is that is not there. */
  private boolean isServedElsewhere() {
    return response.statusCode() == 404
        && mediaType(response.headers()).equals("application/problem+json")
        && !new JsonObject(response.body()).containsKey("detail");
  }

  private void answer(Operation operation) {
    Optional<JsonObject> described = operation.response(response.statusCode());
    assertThat(described).as("%s: the status is not described", this).isPresent();
    JsonObject content = described.get().getJsonObject("content");
    String type = mediaType(response.headers());
    assertThat(content).as("%s: nothing is said of a body", this).isNotNull();
    JsonObject media = content.getJsonObject(type);
    assertThat(media).as("%s: the type is not described", this).isNotNull();
    if (type.equals("application/problem+json")) {
      problem();
    }
    if (isJson(type)) {
      fits(media.getJsonObject("schema"));
    }
  }

  private void fits(JsonObject schema) {
    Object value = Json.decodeValue(response.body());
    assertThat(contract.misfits(schema, value)).as("%s", this).isEmpty();
    assertThat(Undocumented.members(contract, schema, value))
        .as("members that are not described: %s", this)
        .isEmpty();
  }

  private void problem() {
    if (request.method().equals("HEAD")) {
      return;
    }
    assertThat(mediaType(response.headers())).as("%s", this).isEqualTo("application/problem+json");
    fits(PROBLEM);
    assertThat(new JsonObject(response.body()).getInteger("status"))
        .as("%s", this)
        .isEqualTo(response.statusCode());
  }

  /** What was taken is what the document says that can be taken. */
  private void accepted(Operation operation) {
    assertThat(operation.parameters("query"))
        .as("%s: parameters that are not described", this)
        .containsAll(new QueryStringDecoder(request.uri().toString()).parameters().keySet());
    String type = mediaType(request.headers());
    String body = SentBody.of(request);
    Optional<JsonObject> schema =
        operation.requestSchema(type.isEmpty() ? "application/json" : type);
    if (schema.isPresent() && !body.isEmpty() && (type.isEmpty() || isJson(type))) {
      assertThat(contract.misfits(schema.get(), SentBody.withoutNulls(Json.decodeValue(body))))
          .as("it was taken: %s %s", this, body)
          .isEmpty();
    }
  }

  private static boolean isJson(String type) {
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static String mediaType(HttpHeaders headers) {
    String type = headers.firstValue("content-type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip();
  }

  @Override
  public String toString() {
    String body = response.body();
    String shown = body.length() > 2_000 ? body.substring(0, 2_000) + "…" : body;
    return "%s %s -> %d %s %s"
        .formatted(
            request.method(),
            request.uri().getRawPath(),
            response.statusCode(),
            mediaType(response.headers()),
            shown);
  }
}
