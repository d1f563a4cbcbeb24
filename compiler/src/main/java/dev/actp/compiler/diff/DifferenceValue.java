package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A difference as programs read it: one object.
 *
 * @param before what a place of the older version is called
 * @param after what a place of the newer version is called
 */
public record DifferenceValue(Function<Source, String> before, Function<Source, String> after) {

  /** With all changes and their witnesses. */
  public Value.Struct of(Difference difference) {
    TreeMap<String, Value> members = new TreeMap<>();
    members.put(
        "changes",
        new Value.Sequence(difference.changes().stream().<Value>map(this::change).toList()));
    members.put("notShown", Value.Num.of(difference.notShown()));
    members.put("restarts", Value.Num.of(difference.restarts()));
    members.put("versions", texts(difference.renamed()));
    return new Value.Struct(members);
  }

  private Value.Struct change(Change change) {
    TreeMap<String, Value> members = new TreeMap<>();
    members.put("policy", new Value.Text(change.policy()));
    members.put("capability", new Value.Text(change.capability()));
    members.put("directions", texts(change.directions().stream().map(Direction::word).toList()));
    members.put("shown", Value.Bool.of(change.shown()));
    members.put("before", source(change.before(), before));
    members.put("after", source(change.after(), after));
    members.put(
        "witnesses",
        new Value.Sequence(
            change.witnesses().stream().<Value>map(DifferenceValue::witness).toList()));
    members.put("restarts", texts(change.restarts().stream().map(Source::text).toList()));
    return new Value.Struct(members);
  }

  private static Value.Struct source(@Nullable Source source, Function<Source, String> places) {
    TreeMap<String, Value> members = new TreeMap<>();
    if (source != null) {
      members.put("text", new Value.Text(source.text()));
      members.put("place", new Value.Text(places.apply(source)));
    }
    return new Value.Struct(members);
  }

  private static Value.Struct witness(Witness witness) {
    TreeMap<String, Value> members = new TreeMap<>();
    members.put("direction", new Value.Text(witness.direction().word()));
    members.put("steps", texts(WitnessText.lines(witness)));
    members.put("before", new Value.Text(witness.before()));
    members.put("after", new Value.Text(witness.after()));
    return new Value.Struct(members);
  }

  private static Value.Sequence texts(List<String> texts) {
    return new Value.Sequence(texts.stream().<Value>map(Value.Text::new).toList());
  }
}
