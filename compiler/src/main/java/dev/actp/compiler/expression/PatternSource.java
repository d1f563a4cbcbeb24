package dev.actp.compiler.expression;

import dev.actp.runtime.decision.Placeholders;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.function.Function;

/** A pattern with what it takes to fill it. */
record PatternSource(Pattern pattern, boolean fixed) {

  static PatternSource of(Pattern pattern) {
    return new PatternSource(
        pattern, pattern.parts().stream().noneMatch(PatternSource::isPlaceholder));
  }

  static boolean isPlaceholder(Pattern.Part part) {
    return switch (part) {
      case Pattern.Part.SessionValue value -> true;
      case Pattern.Part.AgentValue value -> true;
      case Pattern.Part.Literal literal -> false;
      case Pattern.Part.Wildcard wildcard -> false;
    };
  }

  PatternValues.Filled fill(Situation situation) {
    return fixed
        ? new PatternValues.Filled.Patterns(List.of(pattern))
        : PatternValues.fill(pattern, part -> Placeholders.value(part, situation));
  }

  /** The first alternative that does not come to false decides; false where all do. */
  Result first(Situation situation, Function<Pattern, Result> test) {
    return switch (fill(situation)) {
      case PatternValues.Filled.Failed(Fault fault) -> fault;
      case PatternValues.Filled.Patterns(List<Pattern> alternatives) -> {
        for (Pattern alternative : alternatives) {
          Result result = test.apply(alternative);
          if (!Comparing.isFalse(result)) {
            yield result;
          }
        }
        yield Value.Bool.FALSE;
      }
    };
  }
}
