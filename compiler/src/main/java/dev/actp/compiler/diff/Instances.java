package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Texts that a pattern matches. */
record Instances(Function<Slot, String> filled) {
  private static final String SHORT = "x";
  private static final String DEEP = "x/y";

  /** The shortest text and a deeper one. */
  List<Value> of(Pattern pattern) {
    List<Value> all = new ArrayList<>();
    all.add(text(pattern, SHORT));
    Value deep = text(pattern, DEEP);
    if (!all.contains(deep)) {
      all.add(deep);
    }
    return all;
  }

  private Value text(Pattern pattern, String wild) {
    StringBuilder text = new StringBuilder();
    for (Pattern.Part part : pattern.parts()) {
      switch (part) {
        case Pattern.Part.Literal(String literal) -> text.append(literal);
        case Pattern.Part.SessionValue(String name) ->
            text.append(filled.apply(Slot.session(name)));
        case Pattern.Part.AgentValue(String name) -> text.append(filled.apply(Slot.agent(name)));
        case Pattern.Part.Wildcard wildcard ->
            text.append(wildcard == Pattern.Part.Wildcard.STAR ? SHORT : wild);
      }
    }
    return new Value.Text(text.toString());
  }
}
