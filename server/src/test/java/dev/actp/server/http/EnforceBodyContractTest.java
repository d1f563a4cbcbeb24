package dev.actp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.Value;
import dev.actp.server.contract.Contract;
import dev.actp.server.contract.Samples;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies of requests for decisions are read by hand, as every decision passes there. What the
 * reader takes is what the document describes, and nothing else: both are asked about the same
 * bodies, valid ones and ones with a mistake.
 */
class EnforceBodyContractTest {
  private static final int BODIES = 4_000;

  /** What no schema can say. */
  private static final String SAME = "differs from another member that means the same";

  private static final String DIFFERENT = "differs from another attribute of this name";
  private static final String SCHEME = "has another scheme than the resource's type";

  /** A dialect's reader, and the schema of what it reads. */
  record Door(String schema, Dialect dialect) {
    @Override
    public String toString() {
      return schema;
    }

    JsonObject reference() {
      return new JsonObject().put("$ref", "#/components/schemas/" + schema);
    }

    List<Misfit> misfits(Value.Struct body) {
      return dialect.read(body).misfits();
    }
  }

  static Stream<Door> doors() {
    return Stream.of(
        new Door("DecisionRequest", new Published()), new Door("EvaluationRequest", new Authzen()));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void readerAndSchemaAgree(Door door) {
    int taken = 0;
    for (int seed = 0; seed < BODIES; seed++) {
      Samples samples = new Samples(Contract.OURS, new Random(seed));
      JsonObject body = samples.object(door.reference());
      List<String> refused = Contract.OURS.misfits(door.reference(), body);
      List<Misfit> misfits = door.misfits(read(body));
      String what = "seed %d: %s, refused by the schema for %s, by us for %s";
      if (refused.isEmpty()) {
        assertThat(misfits).as(what, seed, body, refused, misfits).noneMatch(one -> canBeSaid(one));
      } else {
        assertThat(misfits).as(what, seed, body, refused, misfits).isNotEmpty();
      }
      assertThat(misfits).allSatisfy(misfit -> assertThat(misfit.pointer()).startsWith("/"));
      taken += refused.isEmpty() ? 1 : 0;
    }
    assertThat(taken).as("valid ones").isBetween(BODIES / 10, BODIES * 9 / 10);
  }

  private static boolean canBeSaid(Misfit misfit) {
    return !List.of(SAME, DIFFERENT, SCHEME).contains(misfit.why());
  }

  private static Value.Struct read(JsonObject body) {
    return switch (StrictJson.readObject(body.encode(), JsonLimits.DEFAULT)) {
      case StrictJson.Reading.Document(Value document) -> (Value.Struct) document;
      case StrictJson.Reading.Refused refused -> throw new AssertionError(refused.problem());
    };
  }

  @Test
  void everyCodeOfAProblemIsDescribedWithItsStatus() {
    JsonObject components = Contract.OURS.document().getJsonObject("components");
    assertThat(
            components.getJsonObject("schemas").getJsonObject("ProblemCode").getJsonArray("enum"))
        .containsExactlyInAnyOrder(Stream.of(ProblemCode.values()).map(ProblemCode::id).toArray());
    JsonObject responses = components.getJsonObject("responses");
    for (ProblemCode code : ProblemCode.values()) {
      List<Integer> statuses =
          responses.fieldNames().stream()
              .map(name -> responses.getJsonObject(name).getJsonObject("content"))
              .map(content -> content.getJsonObject("application/problem+json", new JsonObject()))
              .map(media -> media.getJsonObject("schema", new JsonObject()))
              .map(schema -> schema.getJsonObject("properties", new JsonObject()))
              .filter(named -> named.containsKey("code"))
              .filter(named -> named.getJsonObject("code").getJsonArray("enum").contains(code.id()))
              .map(named -> named.getJsonObject("status").getInteger("const"))
              .toList();
      assertThat(statuses)
          .as(code.id())
          .isEqualTo(code == ProblemCode.METHOD_NOT_ALLOWED ? List.of() : List.of(code.status()));
    }
  }
}
