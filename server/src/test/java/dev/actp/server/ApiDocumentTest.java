package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Reason;
import dev.actp.server.contract.Contract;
import dev.actp.server.contract.Operation;
import dev.actp.server.http.Served;
import dev.actp.server.openapi.ApiDocument;
import dev.actp.server.openapi.DocsFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The API's document: what it says, that it says everything, and the page that shows it. */
class ApiDocumentTest {
  private static final Contract OURS = Contract.OURS;
  private static final Pattern REFERENCE =
      Pattern.compile("\"#/components/([A-Za-z-]+)/([^\"]+)\"");

  @Test
  void itIsADocumentOfOpenApi() throws IOException {
    String schema = "spec.openapis.org/oas/3.1/schema/2022-10-07";
    var schemas =
        SchemaRepository.create(
            new JsonSchemaOptions()
                .setBaseUri("https://spec.openapis.org")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic));
    JsonSchema root = JsonSchema.of(new JsonObject(resource(schema)));
    schemas.dereference(root);

    var result = schemas.validator(root).validate(OURS.document());
    assertThat(result.getValid()).as(String.valueOf(result.toJson())).isTrue();
    JsonObject broken = OURS.document().copy();
    broken.getJsonObject("info").remove("title");
    assertThat(schemas.validator(root).validate(broken).getValid()).isFalse();
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = ApiDocumentTest.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatIsServedAndWhatIsDescribedAreOne() {
    try (TestServer test =
        TestServer.over(TestServer.temporary(), config -> config.withMetrics("127.0.0.1", 0))) {
      List<Served> described = OURS.operations().stream().map(ApiDocumentTest::described).toList();
      assertThat(described)
          .containsExactlyInAnyOrderElementsOf(Served.by(test.server().listener()));
    }
  }

  private static Served described(Operation operation) {
    JsonObject body = operation.description().getJsonObject("requestBody", new JsonObject());
    JsonArray security =
        operation.description().getJsonArray("security", OURS.document().getJsonArray("security"));
    return new Served(
        operation.method(),
        operation.path(),
        Set.copyOf(operation.words("x-roles")),
        Set.copyOf(operation.parameters("query")),
        Set.copyOf(body.getJsonObject("content", new JsonObject()).fieldNames()),
        security.stream().anyMatch(one -> ((JsonObject) one).containsKey("token")));
  }

  @Test
  void whatIsInAPathIsAParameterOfIt() {
    assertThat(OURS.operations())
        .allSatisfy(
            operation -> {
              Set<String> named = new TreeSet<>();
              Matcher parts = Pattern.compile("\\{([a-z]+)}").matcher(operation.path());
              while (parts.find()) {
                named.add(parts.group(1));
              }
              assertThat(operation.parameters("path")).isEqualTo(named);
            });
  }

  @Test
  void whatWritesTakesAnIdempotencyKey() {
    assertThat(OURS.operations())
        .allSatisfy(
            operation ->
                assertThat(operation.parameters("header").contains("Idempotency-Key"))
                    .as(operation.toString())
                    .isEqualTo(
                        !operation.method().equals("get")
                            && !operation.words("tags").contains("Decisions")
                            && !operation.path().equals("/api/enforcement/check")));
  }

  @Test
  void everyNameIsGivenOnceAndUsed() {
    assertThat(OURS.operations().stream().map(Operation::id)).doesNotHaveDuplicates();
    Set<String> used = new TreeSet<>();
    Matcher references = REFERENCE.matcher(ApiDocument.json());
    while (references.find()) {
      used.add(references.group(1) + "/" + references.group(2));
    }
    Set<String> defined = new TreeSet<>();
    JsonObject components = OURS.document().getJsonObject("components");
    for (String kind : components.fieldNames()) {
      if (!kind.equals("securitySchemes")) {
        components.getJsonObject(kind).fieldNames().forEach(name -> defined.add(kind + "/" + name));
      }
    }
    assertThat(defined).isEqualTo(used);
    assertThat(tags()).isEqualTo(usedTags());
  }

  private static Set<String> tags() {
    Set<String> tags = new TreeSet<>();
    OURS.document()
        .getJsonArray("tags")
        .forEach(tag -> tags.add(((JsonObject) tag).getString("name")));
    return tags;
  }

  private static Set<String> usedTags() {
    Set<String> tags = new TreeSet<>();
    OURS.operations().forEach(operation -> tags.addAll(operation.words("tags")));
    return tags;
  }

  @Test
  void everyReasonIsDescribed() {
    JsonObject schemas = OURS.document().getJsonObject("components").getJsonObject("schemas");
    assertThat(schemas.getJsonObject("ReasonCode").getJsonArray("enum"))
        .containsExactlyInAnyOrder(
            Stream.of(Reason.Code.values())
                .map(code -> code.name().toLowerCase(Locale.ROOT))
                .toArray());
  }

  /** A schema, and a value that is said to fit it. */
  private record Example(String pointer, JsonObject schema, Object value) {}

  @Test
  void everyExampleFitsItsSchema() {
    List<Example> examples = new ArrayList<>();
    collect("", OURS.document(), examples);
    assertThat(examples).hasSizeGreaterThan(20);
    assertThat(examples)
        .allSatisfy(
            one -> assertThat(OURS.misfits(one.schema(), one.value())).as(one.pointer()).isEmpty());
  }

  private static void collect(String pointer, Object value, List<Example> into) {
    if (value instanceof JsonArray array) {
      array.forEach(element -> collect(pointer + "/-", element, into));
    } else if (value instanceof JsonObject object) {
      JsonObject schema = object.getValue("schema") instanceof JsonObject of ? of : null;
      if (schema != null && object.containsKey("example")) {
        into.add(new Example(pointer, schema, object.getValue("example")));
      } else if (schema != null && object.getValue("examples") instanceof JsonObject named) {
        named
            .getMap()
            .keySet()
            .forEach(
                name ->
                    into.add(
                        new Example(
                            pointer + "/" + name,
                            schema,
                            named.getJsonObject(name).getValue("value"))));
      } else if (schema == null && object.getValue("examples") instanceof JsonArray plain) {
        plain.forEach(example -> into.add(new Example(pointer, object, example)));
      }
      object
          .fieldNames()
          .forEach(name -> collect(pointer + "/" + name, object.getValue(name), into));
    }
  }

  @Test
  void itIsServedAsYamlAndAsJson() {
    try (TestServer test = TestServer.start()) {
      Client nobody = test.client().with(Map.of());
      assertThat(nobody.get("/openapi.yaml").expect(200).body())
          .startsWith("openapi: 3.1.")
          .isEqualTo(ApiDocument.yaml())
          .doesNotContain("$answers", "$same");
      assertThat(nobody.get("/openapi.json").expect(200).body()).isEqualTo(ApiDocument.json());
      nobody.get("/openapi.yaml?x=1").expectProblem(400, "invalid_query");
    }
  }

  @Test
  void thePageLoadsNothingFromElsewhere() {
    try (TestServer test = TestServer.start()) {
      Client nobody = test.client().with(Map.of());
      String page = nobody.get("/docs").expect(200).body();
      Matcher links = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page);
      Set<String> loaded = new TreeSet<>();
      while (links.find()) {
        loaded.add(links.group(1));
      }
      assertThat(loaded)
          .containsExactly(
              "data:,",
              "docs/docs.js",
              "docs/swagger-ui-bundle.js",
              "docs/swagger-ui.css",
              "openapi.yaml");
      assertThat(page).doesNotContain("<style", "style=", "onload", "http:", "https:", "//");
      assertThat(page.replace("<script src=", "")).doesNotContain("<script>");
      for (DocsFile file : DocsFile.values()) {
        Client.Answer answer = nobody.get(file.path()).expect(200);
        assertThat(answer.header("content-security-policy"))
            .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
            .doesNotContain("unsafe", "http", "*");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.body()).as(file.path()).isNotBlank();
      }
      for (String other :
          List.of("/docs/", "/docs/index.html", "/docs/swagger-ui.js", "/docs/docs.html")) {
        nobody.get(other).expectProblem(404, "not_found");
      }
    }
  }
}
