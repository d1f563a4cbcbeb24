package dev.actp.compiler.notation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.notation.document.DocumentReader;
import dev.actp.dsl.diagnostic.Diagnostic;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents at and beyond every bound: a line that says so, and nothing else. */
class ImporterBoundsTest {
  private static final String POLICY = "{\"name\":\"x\",\"actions\":[\"read\"]}";

  private static String first(Imported imported) {
    return imported.diagnostics().isEmpty() ? "" : imported.diagnostics().getFirst().message();
  }

  private static Imported read(String path, String text) {
    return Importer.read(path, text.getBytes(UTF_8), null);
  }

  @Test
  void aDocumentMayHaveFourMebibytes() {
    String padded = POLICY + " ".repeat(DocumentReader.MAX_BYTES - POLICY.length());
    assertThat(read("a.json", padded).files()).hasSize(1);
    assertThat(first(read("a.json", padded + " "))).isEqualTo("the document is over 4 MiB");
  }

  @ParameterizedTest
  @CsvSource({"a.json, 64, true", "a.json, 65, false", "a.yaml, 64, true", "a.yaml, 65, false"})
  void aDocumentMayHaveSixtyFourLevels(String path, int levels, boolean read) {
    String inner = "[".repeat(levels - 1) + "]".repeat(levels - 1);
    String said = first(read(path, "{\"name\": " + inner + "}"));
    assertThat(said.equals("the document has more than 64 levels")).isEqualTo(!read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.yaml"})
  void aMillionBracketsEndInOneLine(String path) {
    assertThat(first(read(path, "[".repeat(1_000_000)))).contains("more than 64 levels");
    assertThat(first(read(path, "{\"a\":".repeat(500_000)))).contains("more than 64 levels");
  }

  @Test
  void blockYamlIsBoundedToo() {
    String deep =
        IntStream.range(0, 500).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining());
    assertThat(first(read("a.yaml", deep))).contains("more than 64 levels");
    assertThat(first(read("a.yaml", "- ".repeat(100_000)))).contains("more than 64 levels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"%s\",\"actions\":[\"read\"]}",
        "{\"name\":\"x\",\"%s\":1,\"actions\":[\"read\"]}",
        "{\"name\":\"x\",\"actions\":[\"%s\"]}",
        "{\"tools\":[{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}]}",
        "{\"tools\":[{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"%s\":{\"type\":\"string\"}}}}]}",
        "{\"openapi\":\"3.0.0\",\"paths\":{\"/%s\":{\"get\":{}}}}",
        "{\"roles\":{\"%s\":{\"permissions\":[\"a\"]}}}"
      })
  void aNameOfAMegabyteIsRefusedAndNotRepeated(String template) {
    Imported imported = read("a.json", template.formatted("n".repeat(1_000_000)));
    assertThat(imported.diagnostics())
        .anyMatch(Diagnostic::isError)
        .allSatisfy(one -> assertThat(one.message()).hasSizeLessThan(300));
    assertThat(imported.files()).isEmpty();
  }

  @Test
  void aDescriptionOfAMegabyteIsCut() {
    Imported imported =
        read(
            "a.json",
            "{\"tools\":[{\"name\":\"a\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}]}"
                .formatted("word ".repeat(200_000)));
    assertThat(imported.files())
        .singleElement()
        .satisfies(file -> assertThat(file.source().lines().count()).isLessThan(20));
  }

  @Test
  void schemasThatUnfoldWithoutEndAreRefused() {
    assertThat(
            first(read("a.json", api(bomb("\"type\":\"object\",\"properties\":{%s}", "\"p%d\":")))))
        .isEqualTo("the schemas unfold to more than 20000 types");
    assertThat(first(read("a.json", api(bomb("\"allOf\":[%s]", "")))))
        .isEqualTo("the schemas unfold to more than 20000 types");
    assertThat(first(read("a.json", api(bomb("\"anyOf\":[%s]", "")))))
        .isEqualTo("the schemas unfold to more than 20000 types");
  }

  /** Twelve schemas, each of which has the next one ten times. */
  private static String bomb(String schema, String before) {
    return IntStream.range(0, 12)
        .mapToObj(
            level ->
                "\"s%d\":{%s}"
                    .formatted(
                        level,
                        level == 11
                            ? "\"type\":\"string\""
                            : schema.formatted(tenTimes(level + 1, before))))
        .collect(Collectors.joining(","));
  }

  private static String tenTimes(int level, String before) {
    return IntStream.range(0, 10)
        .mapToObj(i -> before.formatted(i) + "{\"$ref\":\"#/components/schemas/s" + level + "\"}")
        .collect(Collectors.joining(","));
  }

  private static String api(String schemas) {
    return """
    {"openapi":"3.1.0","paths":{"/a":{"post":{"requestBody":{"content":{"application/json":{"schema":
    {"type":"array","items":{"$ref":"#/components/schemas/s0"}}}}}}}},
    "components":{"schemas":{%s}}}
    """
        .formatted(schemas);
  }

  @Test
  void whatIsToBeSaidIsBounded() {
    String members =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"k" + i + "\":1")
            .collect(Collectors.joining(","));
    Imported imported = read("a.json", "{\"name\":\"x\",\"actions\":[\"a\"]," + members + "}");
    assertThat(imported.diagnostics()).hasSize(201);
    assertThat(imported.files()).isEmpty();
  }

  @Test
  void aResultThatNoFileCanHoldIsRefused() {
    String tools =
        IntStream.range(0, 5_000)
            .mapToObj(
                i ->
                    "{\"name\":\"a_tool_with_quite_a_name_%d\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}"
                        .formatted(i, "words ".repeat(8)))
            .collect(Collectors.joining(","));
    assertThat(first(read("a.json", "{\"tools\":[" + tools + "]}")))
        .isEqualTo("the result is over 256 KiB: import a part of it");
  }

  @Test
  void nothingButUtf8IsRead() {
    assertThat(first(Importer.read("a.json", new byte[] {'{', (byte) 0xC3, '}'}, null)))
        .isEqualTo("the document is not UTF-8");
    assertThat(first(read("a.json", "\uFEFF" + POLICY)))
        .isEqualTo("the document starts with a byte order mark");
  }

  @Test
  void placesCountCodePointsAsEditorsDo() {
    Imported imported = read("a.yaml", "# 😀\nname: x\nactions: [\"😀\"]\nresorces: [\"**\"]\n");
    assertThat(imported.diagnostics().getLast().span()).hasToString("a.yaml:4:1");
    assertThat(imported.diagnostics().getLast().span().text()).isEqualTo("resorces");
  }

  @Test
  void whatAnEmptyNameMakesIsRefusedByTheCompilerAtTheLatest() {
    Imported imported = read("a.json", "{\"name\":\"x\",\"actions\":[\" \"]}");
    boolean refused =
        imported.files().isEmpty()
            || PolicyCompiler.compileText("a.actp", imported.files().getFirst().source()).failed();
    assertThat(refused).isTrue();
  }
}
