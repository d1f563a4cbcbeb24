package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.function.Glob;
import dev.actp.runtime.function.LooseGlob;
import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.List;

/** Patterns as one link's session and agent values fill them. */
record Globs(Situation situation) {

  PatternValues.Filled fill(Pattern pattern) {
    return PatternValues.fill(pattern, this::value);
  }

  private Result value(Pattern.Part part) {
    Interpreter interpreter = new Interpreter(situation);
    return switch (part) {
      case Pattern.Part.SessionValue(var name) ->
          interpreter.evaluate(new Expr.SessionValue(name, Type.Basic.ANY));
      case Pattern.Part.AgentValue(var name) -> agent(interpreter, name);
      case Pattern.Part.Literal literal -> new Value.Text(literal.text());
      case Pattern.Part.Wildcard wildcard -> throw new IllegalStateException("value of a wildcard");
    };
  }

  private static Result agent(Interpreter interpreter, String name) {
    return switch (name) {
      case "id" -> interpreter.evaluate(Expr.Root.AGENT_ID);
      case "name" -> interpreter.evaluate(Expr.Root.AGENT_NAME);
      default -> interpreter.evaluate(new Expr.AgentValue(name, Type.Basic.ANY));
    };
  }

  /** What allows: exactly, by any alternative. */
  Result matches(Pattern pattern, String text) {
    return switch (fill(pattern)) {
      case PatternValues.Filled.Failed(Fault fault) -> fault;
      case PatternValues.Filled.Patterns(List<Pattern> alternatives) ->
          Value.Bool.of(alternatives.stream().anyMatch(one -> Glob.of(one).matches(text)));
    };
  }

  /** What allows: true if any matches, a fault if any is at fault. */
  Result matchesAny(List<Pattern> patterns, String text) {
    boolean matched = false;
    for (Pattern pattern : patterns) {
      Result result = matches(pattern, text);
      if (result instanceof Fault) {
        return result;
      }
      matched |= result.equals(Value.Bool.TRUE);
    }
    return Value.Bool.of(matched);
  }

  /** What denies: loosely, and where a pattern is at fault too. */
  boolean touches(List<Pattern> patterns) {
    String resource = situation.request().resource();
    return patterns.stream().anyMatch(pattern -> touches(pattern, resource));
  }

  private boolean touches(Pattern pattern, String text) {
    return switch (fill(pattern)) {
      case PatternValues.Filled.Failed failed -> true;
      case PatternValues.Filled.Patterns(List<Pattern> alternatives) ->
          alternatives.stream().anyMatch(one -> loosely(one, text));
    };
  }

  /** What denies: the action by its name or glob, loosely. */
  boolean touches(ActionMatch actions) {
    String action = situation.request().action();
    return switch (actions) {
      case ActionMatch.Any any -> true;
      case ActionMatch.Matching(var glob) -> touches(glob, action);
      case ActionMatch.Named(var name) ->
          loosely(new Pattern(List.of(new Pattern.Part.Literal(name))), action);
    };
  }

  private static boolean loosely(Pattern filled, String text) {
    return LooseGlob.of(filled).matches(LooseText.of(text));
  }
}
