package dev.actp.compiler.notation;

import dev.actp.compiler.attenuation.NarrowingText;
import dev.actp.compiler.notation.document.Findings;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Translates what a token narrows in the words of the published dialects: {@code resource} and
 * {@code constraints}, as policies have them. What needs a declaration, such as a window of its
 * own, belongs into the policy and is a problem here.
 */
public final class NarrowingNotation {
  private NarrowingNotation() {}

  /** What translating gives. */
  public sealed interface Outcome {
    /** What it says. */
    record Narrowed(NarrowingText text, List<String> warnings) implements Outcome {
      public Narrowed {
        warnings = List.copyOf(warnings);
      }
    }

    /** What cannot be said; a constraint is never dropped silently. */
    record Unsaid(List<Translation.Problem> problems) implements Outcome {
      public Unsaid {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Translates.
   *
   * @param actions those of the capability that is narrowed
   * @param resources names of resources, perhaps with placeholders; empty where they stay
   * @param pointer where all of it stands
   */
  public static Outcome translate(
      List<String> actions, List<String> resources, Value.Struct constraints, String pointer) {
    Findings findings = new Findings();
    Draft draft = new Draft(Map.of(), findings);
    List<Pattern> on = new ArrayList<>();
    resources.forEach(
        name -> Templates.pattern(name, pointer + "/resource", draft).ifPresent(on::add));
    Draft.Parts parts = new Draft.Parts(actions);
    new Grants(draft, pointer).constrain(constraints, pointer + "/constraints", parts);
    for (Declaration declaration : draft.all()) {
      if (!isExpected(declaration)) {
        findings.problem(
            pointer + "/constraints",
            "a token cannot declare what this needs: put it in the policy");
      }
    }
    return findings.failed()
        ? new Outcome.Unsaid(
            findings.problems().stream()
                .map(one -> new Translation.Problem(one.pointer(), one.message()))
                .toList())
        : new Outcome.Narrowed(new NarrowingText(on, parts.clauses()), findings.warnings(""));
  }

  /**
   * Session and agent values, and actions, which the policy declares or else the text is refused.
   */
  private static boolean isExpected(Declaration declaration) {
    return declaration instanceof Declaration.Session
        || declaration instanceof Declaration.Agent
        || declaration instanceof Declaration.Action;
  }
}
