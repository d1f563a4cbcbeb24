package dev.actp.server.http;

import dev.actp.dsl.syntax.Characters;
import dev.actp.runtime.value.Value;
import java.util.TreeMap;

/** Values whose texts hide nothing: invisible and bidirectional characters are spelt out. */
final class Visible {
  private Visible() {}

  static Value of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> new Value.Text(Characters.visible(text));
      case Value.Sequence(var elements) ->
          new Value.Sequence(elements.stream().map(Visible::of).toList());
      case Value.Distinct(var elements) ->
          new Value.Distinct(elements.stream().map(Visible::of).toList());
      case Value.Struct(var members) -> {
        TreeMap<String, Value> visible = new TreeMap<>();
        members.forEach((name, member) -> visible.put(Characters.visible(name), of(member)));
        yield new Value.Struct(visible);
      }
      case Value.Bool same -> same;
      case Value.Num same -> same;
      case Value.Money same -> same;
      case Value.Ip same -> same;
      case Value.Timestamp same -> same;
      case Value.Span same -> same;
    };
  }
}
