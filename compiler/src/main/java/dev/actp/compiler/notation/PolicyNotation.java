package dev.actp.compiler.notation;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Translates the policies of the two published dialects, as JSON gives them, to {@code .actp}
 * source. Builds the syntax tree; text comes from the formatter alone, and has to read back as an
 * equal tree, so that nothing in a policy's strings can become syntax.
 *
 * <p>Understood are {@code name}, {@code version}, {@code description}, {@code effect}; then either
 * {@code actions} with {@code resources}, or {@code capabilities}: a list of action names, a list
 * of {@code {action, resource, constraints}}, or an object from action to {@code {resources,
 * constraints}}; {@code constraints}; {@code windows}, {@code circuit_breaker} and {@code audit}.
 * All may stand inside one member {@code policy}.
 */
public final class PolicyNotation {
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "version",
          "description",
          "effect",
          "actions",
          "resources",
          "capabilities",
          "constraints",
          "windows",
          "circuit_breaker",
          "audit");

  private PolicyNotation() {}

  /** The source text with the same meaning, or why there is none. */
  public static Translation translate(Value.Struct given) {
    boolean wrapped =
        given.members().size() == 1 && given.members().get("policy") instanceof Value.Struct;
    Value.Struct policy =
        wrapped && given.members().get("policy") instanceof Value.Struct inner ? inner : given;
    return translate(policy, wrapped ? "/policy" : "");
  }

  private static Translation translate(Value.Struct policy, String pointer) {
    Map<String, Value> windows =
        policy.members().get("windows") instanceof Value.Struct(var defined) ? defined : Map.of();
    Draft draft = new Draft(windows);
    Keys.refuseUnknown(policy, KNOWN, pointer, draft);
    String name = text(policy, "name", "", pointer, draft);
    if (name.isBlank()) {
      draft.problem(pointer + "/name", "`name` is required");
    }
    new Grants(draft, pointer).translate(policy);
    given(policy, "circuit_breaker", pointer, draft, PolicyRules::circuitBreaker);
    given(policy, "audit", pointer, draft, PolicyRules::audit);
    if (!draft.problems.isEmpty()) {
      return new Translation.Untranslatable(draft.problems);
    }
    return print(policy, name, pointer, draft);
  }

  private static Translation print(Value.Struct policy, String name, String pointer, Draft draft) {
    String description = text(policy, "description", "", pointer, draft);
    PolicyFile unit =
        new PolicyFile(
            description.isBlank() ? List.of() : description.lines().map(String::strip).toList(),
            PolicyFile.Kind.POLICY,
            Name.of(name),
            Text.of(text(policy, "version", "1", pointer, draft)),
            List.of(),
            draft.all(),
            Span.NONE);
    String source = Formatter.format(unit);
    SourceUnit readBack = Parser.parse(new SourceFile("policy.actp", source)).tree();
    if (!unit.equals(readBack)) {
      draft.problem(pointer, "a name or string in the policy cannot be written in `.actp`");
    }
    return draft.problems.isEmpty()
        ? new Translation.Translated(source, draft.warnings)
        : new Translation.Untranslatable(draft.problems);
  }

  private interface Reader {
    void read(Given given);
  }

  private static void given(
      Value.Struct policy, String key, String pointer, Draft draft, Reader reader) {
    Value value = policy.members().get(key);
    if (value != null) {
      reader.read(new Given(key, value, pointer + "/" + key, draft));
    }
  }

  private static String text(
      Value.Struct policy, String key, String otherwise, String pointer, Draft draft) {
    return switch (policy.members().get(key)) {
      case null -> otherwise;
      case Value.Text(var text) -> text;
      case Value other -> {
        draft.problem(pointer + "/" + key, "`" + key + "` needs a string");
        yield otherwise;
      }
    };
  }
}
