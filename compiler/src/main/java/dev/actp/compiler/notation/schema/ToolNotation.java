package dev.actp.compiler.notation.schema;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.compiler.notation.document.Prose;
import dev.actp.compiler.notation.schema.Actions.Attribute;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an MCP server to {@code tools/list} (Model Context Protocol 2025-06-18): the list,
 * the result, or the whole JSON-RPC message. Each tool becomes an action; what a tool says of
 * itself is its server's word.
 */
public final class ToolNotation {
  private static final Set<String> IN_TOOL =
      Set.of(
          "name",
          "title",
          "description",
          "inputSchema",
          "outputSchema",
          "annotations",
          "execution",
          "icons",
          "_meta");

  private final Findings findings;

  public ToolNotation(Findings findings) {
    this.findings = findings;
  }

  /** Whether the document is a list of tools. */
  public static boolean fits(Value document) {
    return at(document) != null;
  }

  /** Where the list stands, or null. */
  private static @Nullable String at(Value document) {
    return switch (document) {
      case Value.Sequence(var elements) when isTool(elements) -> "";
      case Value.Struct(var members) when members.get("tools") instanceof Value.Sequence ->
          "/tools";
      case Value.Struct(var members)
          when members.get("result") instanceof Value.Struct(var result)
              && result.get("tools") instanceof Value.Sequence ->
          "/result/tools";
      case Value other -> null;
    };
  }

  private static boolean isTool(List<Value> elements) {
    return !elements.isEmpty()
        && elements.getFirst() instanceof Value.Struct(var members)
        && members.containsKey("inputSchema");
  }

  /** The library of its actions. */
  public PolicyFile library(Value document, String name) {
    String at = at(document);
    Actions actions = new Actions(findings, document);
    List<Value> tools = list(document, at == null ? "" : at);
    for (int i = 0; i < tools.size(); i++) {
      tool(tools.get(i), at + "/" + i, actions);
    }
    return actions.library(
        name, List.of("Actions of a tool list. Each is described in its server's words."));
  }

  private List<Value> list(Value document, String at) {
    Value list = document;
    for (String step : at.isEmpty() ? new String[0] : at.substring(1).split("/", -1)) {
      if (list instanceof Value.Struct(var members)) {
        if (members.containsKey("nextCursor") && step.equals("tools")) {
          findings.warn(at, "the list goes on at `nextCursor`: these are not all tools");
        }
        list = members.getOrDefault(step, Value.Struct.EMPTY);
      }
    }
    return list instanceof Value.Sequence(var tools) ? tools : List.of();
  }

  private void tool(Value tool, String at, Actions actions) {
    if (!(tool instanceof Value.Struct(var members))) {
      findings.problem(at, "a tool is an object with `name` and `inputSchema`");
      return;
    }
    Vocabulary.refuseMisspelt(members, IN_TOOL, at, findings);
    if (!(members.get("name") instanceof Value.Text(String name))) {
      findings.problem(at + "/name", "`name` is required: a string");
      return;
    }
    Value schema = members.get("inputSchema");
    if (schema == null) {
      findings.problem(at + "/inputSchema", "`inputSchema` is required: a JSON Schema");
      return;
    }
    input(name, about(members), schema, at, actions);
  }

  private static List<String> about(SortedMap<String, Value> tool) {
    Value text = tool.getOrDefault("description", tool.get("title"));
    return text instanceof Value.Text(String about) ? Prose.lines(about) : List.of();
  }

  private void input(String name, List<String> about, Value schema, String at, Actions actions) {
    String place = at + "/inputSchema";
    Schema input = actions.schema(schema, place);
    if (input == null || !input.isPlainObject()) {
      findings.problem(place, "the input of a tool is one object: `\"type\": \"object\"`");
      return;
    }
    List<Attribute> attributes = new ArrayList<>();
    Set<String> required = input.required();
    for (Map.Entry<String, Value> property : input.properties().entrySet()) {
      attributes.add(
          new Attribute(
              property.getKey(),
              property.getValue(),
              required.contains(property.getKey()),
              place + "/properties/" + Pointer.step(property.getKey())));
    }
    actions.add(name, about, attributes, input.takesMore(), at);
  }
}
