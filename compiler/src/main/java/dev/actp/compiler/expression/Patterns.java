package dev.actp.compiler.expression;

import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.function.Glob;
import dev.actp.runtime.function.LooseGlob;
import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.List;

/** Compiled patterns: what allows matches exactly, what denies loosely. */
public final class Patterns {
  private Patterns() {}

  /** Whether a text matches a pattern in a situation. */
  @FunctionalInterface
  interface Exact {
    Result matches(String text, Situation situation);
  }

  /** Whether an action or resource is touched; a pattern at fault touches everything. */
  @FunctionalInterface
  interface Loose {
    boolean touches(LooseText text, Situation situation);
  }

  static Exact exact(Pattern pattern) {
    PatternSource source = PatternSource.of(pattern);
    if (source.fixed()) {
      Glob glob = Glob.of(pattern);
      return (text, situation) -> Value.Bool.of(glob.matches(text));
    }
    Exact general =
        (text, situation) ->
            source.first(situation, filled -> Value.Bool.of(Glob.of(filled).matches(text)));
    return FilledPrefix.of(pattern, general);
  }

  static Loose loose(Pattern pattern) {
    PatternSource source = PatternSource.of(pattern);
    if (source.fixed()) {
      LooseGlob glob = LooseGlob.of(pattern);
      return (text, situation) -> glob.matches(text);
    }
    return (text, situation) ->
        !Comparing.isFalse(
            source.first(situation, filled -> Value.Bool.of(LooseGlob.of(filled).matches(text))));
  }

  /** Whether the resource matches any of the patterns; a fault if any of them is at fault. */
  public static Evaluator resourceMatches(List<Pattern> patterns) {
    List<Exact> compiled = patterns.stream().map(Patterns::exact).toList();
    return frame -> {
      Situation situation = frame.situation();
      boolean matched = false;
      for (Exact pattern : compiled) {
        Result result = pattern.matches(situation.request().resource(), situation);
        if (result instanceof Fault) {
          return result;
        }
        matched |= Comparing.isTrue(result);
      }
      return Value.Bool.of(matched);
    };
  }

  /** Whether any of the patterns touches the resource. */
  public static Evaluator resourceTouched(List<Pattern> patterns) {
    List<Loose> compiled = patterns.stream().map(Patterns::loose).toList();
    return frame -> {
      Situation situation = frame.situation();
      LooseText resource = situation.memo().resource(situation.request());
      for (Loose pattern : compiled) {
        if (pattern.touches(resource, situation)) {
          return Value.Bool.TRUE;
        }
      }
      return Value.Bool.FALSE;
    };
  }

  /** Whether a prohibition, policy-level approval or quota speaks of the action. */
  public static Evaluator actionTouched(ActionMatch actions) {
    return switch (actions) {
      case ActionMatch.Any.ANY_ACTION -> new Constant(Value.Bool.TRUE);
      case ActionMatch.Named(String name) ->
          actionTouched(new Pattern(List.of(new Pattern.Part.Literal(name))));
      case ActionMatch.Matching(Pattern glob) -> actionTouched(glob);
    };
  }

  private static Evaluator actionTouched(Pattern pattern) {
    Loose compiled = loose(pattern);
    return frame -> {
      Situation situation = frame.situation();
      return Value.Bool.of(
          compiled.touches(situation.memo().action(situation.request()), situation));
    };
  }
}
