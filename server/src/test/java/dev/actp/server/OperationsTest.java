package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import dev.actp.server.contract.Contract;
import dev.actp.server.contract.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the API's document, called as it says and in the ways that it does not.
 * Whatever comes back is held to the document, too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
  private Subjects subjects;

  @BeforeAll
  void start() {
    subjects = new Subjects();
  }

  @AfterAll
  void stop() {
    subjects.close();
  }

  static Stream<Operation> operations() {
    return Contract.OURS.operations().stream();
  }

  static Stream<Operation> kept() {
    return operations().filter(operation -> !security(operation).isEmpty());
  }

  static Stream<Operation> withId() {
    return operations().filter(operation -> operation.path().contains("{id}"));
  }

  static Stream<Operation> withBody() {
    return operations().filter(operation -> operation.description().containsKey("requestBody"));
  }

  private static JsonArray security(Operation operation) {
    return operation
        .description()
        .getJsonArray("security", Contract.OURS.document().getJsonArray("security"));
  }

  private static String type(Operation operation) {
    JsonObject body = operation.description().getJsonObject("requestBody", new JsonObject());
    Set<String> types = body.getJsonObject("content", new JsonObject()).fieldNames();
    return types.contains("application/json") || types.isEmpty()
        ? "application/json"
        : types.iterator().next();
  }

  private static boolean takesJson(Operation operation) {
    return operation.requestSchema("application/json").isPresent();
  }

  private static boolean isAuthzen(Operation operation) {
    return operation.path().startsWith("/access/");
  }

  private static Answer call(
      Client client, Operation operation, String id, String query, String type, String body) {
    String path = operation.path().replace("{id}", id).replace("{number}", "1") + query;
    String method = operation.method().toUpperCase(java.util.Locale.ROOT);
    return client.send(
        client
            .request(path)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body)));
  }

  /** Calls it as the document says, with one thing changed by the caller. */
  private Answer call(Client client, Operation operation, String query) {
    String id = subjects.id(operation);
    String body = subjects.body(operation, id);
    return call(client, operation, id, query, type(operation), body);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void doesWhatItSays(Operation operation) {
    Answer answer = call(subjects.caller(operation), operation, subjects.query(operation));
    subjects.after(operation);
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
  }

  @ParameterizedTest
  @MethodSource("kept")
  void isForNobodyWithoutACredential(Operation operation) {
    Client nobody = subjects.admin.with(Map.of());
    String body =
        switch (operation.path()) {
          case "/v1/enforce", "/api/enforcement/check" -> "{\"action\": \"a\"}";
          case "/v1/enforce/batch" -> "{\"requests\": [{\"action\": \"a\"}]}";
          default -> subjects.body(operation, "");
        };
    call(nobody, operation, subjects.id(operation), "", type(operation), body).expect(401);
  }

  @ParameterizedTest
  @MethodSource("kept")
  void isForKeysWithItsRolesAlone(Operation operation) {
    Set<String> roles = operation.words("x-roles");
    for (String role : List.of("admin", "issuer", "enforcer", "auditor", "approver")) {
      Answer answer = call(subjects.only(role), operation, subjects.query(operation));
      subjects.after(operation);
      if (operation.path().endsWith("/batch") && !roles.contains(role)) {
        assertThat(answer.expect(200).text("results.0.code")).isEqualTo("forbidden");
      } else if (!roles.contains(role) && operation.words("tags").contains("OAuth")) {
        assertThat(answer.expect(400).text("error")).isEqualTo("unauthorized_client");
      } else if (roles.contains(role)) {
        assertThat(answer.status()).as("%s: %s", role, answer.body()).isNotEqualTo(401);
      } else {
        answer.expect(403);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void takesNoParameterThatIsNotDescribed(Operation operation) {
    call(subjects.caller(operation), operation, "?unheard_of=1").expect(400);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void takesNoValueThatItsParameterIsNot(Operation operation) {
    for (Object one : operation.description().getJsonArray("parameters", new JsonArray())) {
      JsonObject parameter = Contract.OURS.parameter((JsonObject) one);
      boolean bounded = !Contract.OURS.misfits(parameter.getJsonObject("schema"), "! ").isEmpty();
      if (parameter.getString("in").equals("query") && bounded) {
        String query = "?" + parameter.getString("name") + "=%21%20";
        call(subjects.caller(operation), operation, query).expect(400);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withId")
  void findsNothingUnderAnotherId(Operation operation) {
    String body = subjects.body(operation, "nobody");
    call(subjects.caller(operation), operation, "nobody", "", type(operation), body).expect(404);
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void takesNoBodyThatIsNotDescribed(Operation operation) {
    Client client = subjects.caller(operation);
    String id = subjects.id(operation);
    if (!takesJson(operation)) {
      call(client, operation, id, "", type(operation), "tokens=x").expect(400);
      call(client, operation, id, "", "application/json", "{}").expect(415);
      return;
    }
    call(client, operation, id, "", "text/plain", "{}").expect(415);
    call(client, operation, id, "", "application/json", "[]").expect(400);
    call(client, operation, id, "", "application/json", "{\"a\": 1, \"a\": 2}").expect(400);
    if (isAuthzen(operation)) {
      call(client, operation, id, "", "application/json", "{\"subject\": 1}").expect(400);
      return;
    }
    String valid = subjects.body(operation, id);
    JsonObject more = new JsonObject(valid.isEmpty() ? "{}" : valid).put("unheard_of", true);
    Answer answer = call(client, operation, id, "", "application/json", more.encode()).expect(422);
    Set<String> pointers = new TreeSet<>();
    new JsonObject(answer.body())
        .getJsonArray("errors")
        .forEach(error -> pointers.add(((JsonObject) error).getString("pointer")));
    assertThat(pointers).as(answer.body()).contains("/unheard_of");
  }
}
