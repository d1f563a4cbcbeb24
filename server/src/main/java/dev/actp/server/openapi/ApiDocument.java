package dev.actp.server.openapi;

import dev.actp.compiler.notation.document.Document;
import dev.actp.compiler.notation.document.DocumentReader;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.runtime.json.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contract of the HTTP API: one OpenAPI 3.1 document, put together from the parts beside this
 * class. Parts are YAML; two lines stand for others:
 *
 * <ul>
 *   <li>{@code $answers: request key}: the answers of these names in {@code answers.yaml}, which
 *       many operations have in common.
 *   <li>{@code $same: /v1/agents}: what that path has, under the address of the other dialect.
 * </ul>
 */
public final class ApiDocument {
  private static final List<String> PATHS =
      List.of(
          "decisions",
          "agents",
          "policies",
          "tokens",
          "oauth",
          "revocations",
          "approvals",
          "people",
          "keys",
          "tenants",
          "audit",
          "ledger",
          "webhooks",
          "service");
  private static final List<String> SCHEMAS =
      List.of(
          "common", "decisions", "registry", "policies", "tokens", "people", "tenants", "records");

  private static final String ANSWERS = "$answers:";
  private static final String SAME = "$same:";
  private static final String DIALECT = "tags: [Other dialect]";

  private ApiDocument() {}

  /** The document, as YAML. */
  public static String yaml() {
    return Made.YAML;
  }

  /** The same as JSON, members in the order of their names. */
  public static String json() {
    return Made.JSON;
  }

  /** Made when first asked for: no decision waits for it. */
  private static final class Made {
    static final String YAML =
        Stream.of(
                Resources.lines("openapi.yaml"),
                List.of("paths:"),
                answered(repeated(part("paths", PATHS)), answers()),
                List.of("components:"),
                Resources.lines("components.yaml"),
                List.of("  schemas:"),
                part("schemas", SCHEMAS))
            .flatMap(List::stream)
            .map(line -> line + "\n")
            .collect(Collectors.joining());

    static final String JSON =
        switch (DocumentReader.read("openapi.yaml", YAML.getBytes(StandardCharsets.UTF_8))) {
          case DocumentReader.Reading.Read(Document document) -> ValueWriter.text(document.value());
          case DocumentReader.Reading.Refused(Diagnostic diagnostic) ->
              throw new IllegalStateException(new TextRenderer(false).render(diagnostic));
        };
  }

  private static List<String> part(String folder, List<String> names) {
    return names.stream()
        .flatMap(name -> Resources.lines(folder + "/" + name + ".yaml").stream())
        .toList();
  }

  /** The lines below each name that stands at the margin, less their two blanks. */
  private static Map<String, List<String>> answers() {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : Resources.lines("answers.yaml")) {
      if (line.startsWith("  ")) {
        lines.add(line.substring(2));
      } else if (line.endsWith(":")) {
        lines = new ArrayList<>();
        byName.put(line.substring(0, line.length() - 1), lines);
      }
    }
    return byName;
  }

  private static List<String> answered(List<String> lines, Map<String, List<String>> answers) {
    List<String> all = new ArrayList<>();
    for (String line : lines) {
      int at = line.indexOf(ANSWERS);
      if (at < 0) {
        all.add(line);
        continue;
      }
      for (String name : line.substring(at + ANSWERS.length()).strip().split(" ", -1)) {
        List<String> named = answers.get(name);
        if (named == null) {
          throw new IllegalStateException("there are no answers `" + name + "`");
        }
        named.forEach(answer -> all.add(line.substring(0, at) + answer));
      }
    }
    return all;
  }

  private static List<String> repeated(List<String> lines) {
    List<String> all = new ArrayList<>();
    for (String line : lines) {
      int at = line.indexOf(SAME);
      if (at < 0) {
        all.add(line);
      } else {
        all.addAll(path(lines, "  " + line.substring(at + SAME.length()).strip() + ":"));
      }
    }
    return all;
  }

  /** What stands below a path, told apart from it where that has to be. */
  private static List<String> path(List<String> lines, String head) {
    return lines.stream()
        .skip(lines.indexOf(head) + 1L)
        .takeWhile(line -> line.startsWith("   "))
        .map(line -> line.contains(" tags: [") ? line.replaceFirst("tags: .*", DIALECT) : line)
        .map(line -> line.contains(" operationId: ") ? line + "InOtherDialect" : line)
        .toList();
  }
}
