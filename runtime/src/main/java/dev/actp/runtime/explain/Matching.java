package dev.actp.runtime.explain;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Placeholders;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.explain.Branch.Kind;
import dev.actp.runtime.explain.Branch.Verdict;
import dev.actp.runtime.function.LooseGlob;
import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.ExpressionText;
import dev.actp.runtime.testing.ValueText;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.List;

/**
 * Whether the actions and patterns of a rule match, one by one. Says why; whether the rule applies
 * is what the engine found.
 */
record Matching(CompiledPolicy policy, Situation situation) {

  /** The actions of a capability: exact names. */
  Branch actions(List<String> names) {
    boolean matches = names.contains(situation.request().action());
    return branch(Kind.ACTION, Value.Bool.of(matches), String.join(", ", names));
  }

  /** The actions that a rule of the policy speaks of: matched loosely. */
  Branch actions(ActionMatch actions) {
    String request = situation.request().action();
    return switch (actions) {
      case ActionMatch.Any any -> branch(Kind.ACTION, Value.Bool.TRUE, "any action");
      case ActionMatch.Named(String name) ->
          branch(Kind.ACTION, loosely(literal(name), request), name);
      case ActionMatch.Matching(Pattern glob) ->
          branch(
              Kind.ACTION,
              loosely(glob, request),
              "any action matching " + ExpressionText.pattern(glob));
    };
  }

  private static Pattern literal(String text) {
    return new Pattern(List.of(new Pattern.Part.Literal(text)));
  }

  /** The resources of a capability: matched exactly. */
  List<Branch> resources(List<Pattern> patterns) {
    return patterns.stream()
        .map(
            pattern ->
                resource(
                    policy.evaluate(new Expr.Matches(Expr.Root.RESOURCE, pattern), situation),
                    pattern))
        .toList();
  }

  /** The resources that a rule of the policy speaks of: matched loosely. */
  List<Branch> touched(List<Pattern> patterns) {
    return patterns.stream()
        .map(pattern -> resource(loosely(pattern, situation.request().resource()), pattern))
        .toList();
  }

  private Branch resource(Result matches, Pattern pattern) {
    return branch(Kind.RESOURCE, matches, ExpressionText.pattern(pattern));
  }

  private Branch branch(Kind kind, Result matches, String text) {
    Verdict verdict =
        switch (matches) {
          case Fault fault -> Verdict.ERRS;
          case Value value ->
              value.equals(Value.Bool.TRUE) ? Verdict.MATCHES : Verdict.DOES_NOT_MATCH;
        };
    return new Branch(kind, verdict, text, detail(kind, matches), Source.NONE, List.of());
  }

  private String detail(Kind kind, Result matches) {
    if (matches instanceof Fault fault) {
      return fault.detail();
    }
    String asked =
        kind == Kind.ACTION ? situation.request().action() : situation.request().resource();
    return matches.equals(Value.Bool.TRUE) ? "" : ValueText.quote(asked);
  }

  private Result loosely(Pattern pattern, String text) {
    return switch (PatternValues.fill(pattern, part -> Placeholders.value(part, situation))) {
      case PatternValues.Filled.Failed(Fault fault) -> fault;
      case PatternValues.Filled.Patterns(List<Pattern> alternatives) -> {
        LooseText loose = LooseText.of(text);
        yield Value.Bool.of(
            alternatives.stream().anyMatch(glob -> LooseGlob.of(glob).matches(loose)));
      }
    };
  }
}
