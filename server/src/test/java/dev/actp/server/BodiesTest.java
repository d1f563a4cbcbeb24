package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import dev.actp.server.contract.Contract;
import dev.actp.server.contract.Operation;
import dev.actp.server.contract.Samples;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The document describes the bodies that are taken: one that its schema refuses is refused, and one
 * that it lets pass is refused for nothing that a schema can say. Of requests for one decision, for
 * which a token may be needed in the body or may not, the reader itself is asked elsewhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodiesTest {
  private static final int BODIES = 60;

  /** What is said of members that are not of the form that they have to be of. */
  private static final Set<String> OF_FORM =
      Set.of(
          "unknown member",
          "is required",
          "has to be a string",
          "has to be a whole number",
          "has to be true or false",
          "has to be an object",
          "has to be a list",
          "has to hold strings only",
          "has to hold objects only");

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
    return Contract.OURS.operations().stream()
        .filter(operation -> operation.requestSchema("application/json").isPresent())
        .filter(
            operation ->
                !operation.id().startsWith("enforce") || operation.path().endsWith("batch"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void readerAndSchemaAgree(Operation operation) {
    JsonObject schema = operation.requestSchema("application/json").orElseThrow();
    Client client = subjects.caller(operation);
    String id = subjects.id(operation);
    String path = operation.path().replace("{id}", id);
    String method = operation.method().toUpperCase(Locale.ROOT);
    for (int seed = 0; seed < BODIES; seed++) {
      JsonObject body = new Samples(Contract.OURS, new Random(seed)).object(schema);
      List<String> misfits = Contract.OURS.misfits(schema, body);
      Answer answer =
          client.send(
              client
                  .request(path)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(body.encode())));
      String what = "seed %d: %s %s: %s".formatted(seed, body, misfits, answer.body());
      assertThat(answer.status()).as(what).isLessThan(500);
      if (misfits.isEmpty()) {
        assertThat(ofForm(answer)).as(what).isEmpty();
      } else {
        assertThat(answer.status()).as(what).isIn(400, 403, 409, 422);
      }
    }
  }

  private static List<String> ofForm(Answer answer) {
    if (answer.status() != 422) {
      return List.of();
    }
    JsonArray errors = new JsonObject(answer.body()).getJsonArray("errors", new JsonArray());
    return errors.stream()
        .map(error -> ((JsonObject) error).getString("detail"))
        .filter(OF_FORM::contains)
        .toList();
  }
}
