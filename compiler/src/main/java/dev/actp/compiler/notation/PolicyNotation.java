package dev.actp.compiler.notation;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Prose;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * All may stand inside one member {@code policy}; a {@code policy} that is a string is the name.
 */
public final class PolicyNotation {
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "policy",
          "version",
          "description",
          "effect",
          "action",
          "actions",
          "permission",
          "resource",
          "resources",
          "capabilities",
          "constraints",
          "windows",
          "circuit_breaker",
          "audit");

  private PolicyNotation() {}

  /** The source text with the same meaning, or why there is none. */
  public static Translation translate(Value.Struct given) {
    Findings findings = new Findings();
    Optional<PolicyFile> unit = unit(unwrapped(given), pointer(given), "", findings);
    Optional<String> source = unit.flatMap(file -> Printing.print(file, List.of()));
    if (unit.isPresent() && source.isEmpty()) {
      findings.problem(
          pointer(given), "a name or string in the policy cannot be written in `.actp`");
    }
    return source
        .<Translation>map(text -> new Translation.Translated(text, findings.warnings("")))
        .orElseGet(() -> new Translation.Untranslatable(problems(findings)));
  }

  private static List<Translation.Problem> problems(Findings findings) {
    return findings.problems().stream()
        .map(problem -> new Translation.Problem(problem.pointer(), problem.message()))
        .toList();
  }

  private static boolean isWrapped(Value.Struct given) {
    return given.members().size() == 1 && given.members().get("policy") instanceof Value.Struct;
  }

  /** The policy itself, where it stands inside one member. */
  static Value.Struct unwrapped(Value.Struct given) {
    return isWrapped(given) && given.members().get("policy") instanceof Value.Struct inner
        ? inner
        : given;
  }

  /** Where the policy itself stands. */
  static String pointer(Value.Struct given) {
    return isWrapped(given) ? "/policy" : "";
  }

  /**
   * The tree with the same meaning; nothing where there are problems.
   *
   * @param otherwise the name of a policy that has none; empty where it needs one
   */
  static Optional<PolicyFile> unit(
      Value.Struct policy, String pointer, String otherwise, Findings findings) {
    Map<String, Value> windows =
        policy.members().get("windows") instanceof Value.Struct(var defined) ? defined : Map.of();
    Draft draft = new Draft(windows, findings);
    Keys.refuseUnknown(policy, KNOWN, pointer, findings);
    String key = policy.members().containsKey("policy") ? "policy" : "name";
    String name = text(policy, key, otherwise, pointer, draft);
    if (name.isBlank()) {
      draft.problem(pointer + "/" + key, "`" + key + "` is required");
    } else if (!policy.members().containsKey(key)) {
      findings.warn(pointer, "the policy has no `name`: it is called after its file");
    }
    new Grants(draft, pointer).translate(policy);
    given(policy, "circuit_breaker", pointer, draft, PolicyRules::circuitBreaker);
    given(policy, "audit", pointer, draft, PolicyRules::audit);
    String description = text(policy, "description", "", pointer, draft);
    String version = text(policy, "version", "1", pointer, draft);
    return findings.failed()
        ? Optional.empty()
        : Optional.of(
            new PolicyFile(
                Prose.lines(description),
                PolicyFile.Kind.POLICY,
                Name.of(name),
                Text.of(version),
                List.of(),
                draft.all(),
                Span.NONE));
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
        draft.problem(pointer + "/" + key, "`" + key + "` needs a string: put it in quotes");
        yield otherwise;
      }
    };
  }
}
