package dev.actp.runtime.decision;

import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What fills the placeholders of patterns, as one link of the chain sees it. */
public final class Placeholders {
  private static final String ID = "id";
  private static final String NAME = "name";

  private Placeholders() {}

  /** The value of a part that is a placeholder; a fault where there is none. */
  public static Result value(Part part, Situation situation) {
    return switch (part) {
      case Part.SessionValue(String name) -> member(situation.session(), name, "session.");
      case Part.AgentValue value -> agentValue(value.name(), situation);
      case Part.Literal literal -> new Value.Text(literal.text());
      case Part.Wildcard wildcard -> new Fault(Fault.Kind.INTERNAL, "a wildcard has no value");
    };
  }

  private static Result agentValue(String name, Situation situation) {
    return switch (name) {
      case ID -> new Value.Text(situation.link().agent());
      case NAME -> new Value.Text(situation.agentName());
      default -> member(situation.agentValues(), name, "agent.");
    };
  }

  /** What keeps any of the patterns from being filled, or null. */
  static @Nullable Fault fault(List<Pattern> patterns, Situation situation) {
    for (Pattern pattern : patterns) {
      if (!isFilledByTexts(pattern, situation)
          && PatternValues.fill(pattern, part -> value(part, situation))
              instanceof PatternValues.Filled.Failed(Fault fault)) {
        return fault;
      }
    }
    return null;
  }

  /**
   * Whether each placeholder is one fit text: the usual case, which needs no filling to be told.
   */
  private static boolean isFilledByTexts(Pattern pattern, Situation situation) {
    for (Part part : pattern.parts()) {
      boolean fits =
          part instanceof Part.Wildcard
              || part instanceof Part.Literal
              || (value(part, situation) instanceof Value.Text(String text)
                  && PatternValues.isFit(text));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Result member(Result values, String name, String root) {
    if (!(values instanceof Value.Struct struct)) {
      return values;
    }
    Value value = struct.members().get(name);
    return value == null ? new Fault(Fault.Kind.ABSENT, "`" + root + name + "` is absent") : value;
  }
}
