package dev.actp.compiler.notation.schema;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.compiler.notation.document.Prose;
import dev.actp.compiler.notation.schema.Actions.Attribute;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * OpenAPI documents (3.0, 3.1): each operation becomes an action of its {@code operationId}, or of
 * {@code GET /path}; its parameters and the members of its body become attributes.
 */
public final class OpenApiNotation {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Set<String> IN_ITEM =
      Set.of(
          "get",
          "put",
          "post",
          "delete",
          "options",
          "head",
          "patch",
          "trace",
          "$ref",
          "summary",
          "description",
          "servers",
          "parameters");
  private static final Set<String> IN_OPERATION =
      Set.of(
          "tags",
          "summary",
          "description",
          "externalDocs",
          "operationId",
          "parameters",
          "requestBody",
          "responses",
          "callbacks",
          "deprecated",
          "security",
          "servers");

  private final Value.Struct document;
  private final Findings findings;
  private final References references;
  private final Actions actions;
  private final OperationInput inputs;

  public OpenApiNotation(Value.Struct document, Findings findings) {
    this.document = document;
    this.findings = findings;
    this.references = new References(document, findings);
    this.actions = new Actions(findings, document);
    this.inputs = new OperationInput(actions, references, findings);
  }

  /** Whether the document is an OpenAPI one, of any version. */
  public static boolean fits(Value.Struct document) {
    return document.members().containsKey("openapi") || document.members().containsKey("swagger");
  }

  /** The library of its operations. */
  public PolicyFile library(String name) {
    boolean known =
        document.members().get("openapi") instanceof Value.Text(String version)
            && version.matches("3\\.[01](\\..*)?");
    if (!known) {
      String key = document.members().containsKey("openapi") ? "/openapi" : "/swagger";
      findings.problem(key, "OpenAPI 3.0 and 3.1 are read: convert the document first");
    } else if (document.members().get("paths") instanceof Value.Struct(var paths)) {
      paths.forEach((path, item) -> item(path, item, "/paths/" + Pointer.step(path)));
    } else {
      findings.problem("/paths", "`paths` is required: an object");
    }
    return actions.library(
        name, List.of("Actions of an API. Each is described in its author's words."));
  }

  private void item(String path, Value given, String at) {
    if (path.startsWith("x-")) {
      return;
    }
    Value found = references.resolve(given, at);
    if (!(found instanceof Value.Struct(var item))) {
      if (found != null) {
        findings.problem(at, "a path is an object");
      }
      return;
    }
    Vocabulary.refuseUnknown(item, IN_ITEM, at, findings);
    for (Map.Entry<String, Value> each : item.entrySet()) {
      if (METHODS.contains(each.getKey())) {
        String line = each.getKey().toUpperCase(Locale.ROOT) + " " + path;
        operation(line, each.getValue(), item.get("parameters"), at + "/" + each.getKey());
      }
    }
  }

  private void operation(String line, Value given, @Nullable Value shared, String at) {
    if (!(given instanceof Value.Struct(var operation))) {
      findings.problem(at, "an operation is an object");
      return;
    }
    Vocabulary.refuseUnknown(operation, IN_OPERATION, at, findings);
    boolean named = operation.get("operationId") instanceof Value.Text(String id) && !id.isBlank();
    String name =
        named && operation.get("operationId") instanceof Value.Text(String id) ? id : line;
    List<String> about = about(operation);
    if (named) {
      about.addAll(Prose.lines(line));
    }
    List<Attribute> attributes = new ArrayList<>();
    boolean open = inputs.read(name, operation, shared, at, attributes);
    actions.add(name, about, attributes, open, at);
  }

  private static List<String> about(SortedMap<String, Value> operation) {
    Value text = operation.getOrDefault("summary", operation.get("description"));
    return text instanceof Value.Text(String about)
        ? new ArrayList<>(Prose.lines(about))
        : new ArrayList<>();
  }
}
