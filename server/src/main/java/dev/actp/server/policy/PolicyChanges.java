package dev.actp.server.policy;

import dev.actp.compiler.diff.Change;
import dev.actp.compiler.diff.Difference;
import dev.actp.compiler.diff.DifferenceValue;
import dev.actp.compiler.diff.Direction;
import dev.actp.compiler.diff.PolicyDiff;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a policy changes about another, as it is kept with the version. A policy is
 * compared by itself: what guardrails take away is not looked at.
 */
final class PolicyChanges {
  /** Characters of JSON that are kept of one comparison; of a longer one, only the names. */
  private static final int LONGEST = 64 * 1024;

  private final @Nullable Policy before;
  private final Policy after;

  private PolicyChanges(@Nullable Policy before, Policy after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Compares.
   *
   * @param before null where there is none: everything is added
   */
  static Value.Struct between(@Nullable Policy before, Policy after) {
    return new PolicyChanges(before, after).compare();
  }

  private Value.Struct compare() {
    if (before == null) {
      return new Value.Struct(names(List.of()));
    }
    Difference difference = PolicyDiff.between(List.of(before), List.of(after));
    SortedMap<String, Value> members = names(difference.changes());
    TreeMap<String, Value> all =
        new TreeMap<>(
            new DifferenceValue(PolicyChanges::place, PolicyChanges::place)
                .of(difference)
                .members());
    all.putAll(members);
    Value.Struct full = new Value.Struct(all);
    if (ValueWriter.text(full).length() <= LONGEST) {
      return full;
    }
    members.put("omitted", Value.Num.of(difference.changes().size()));
    return new Value.Struct(members);
  }

  private static String place(Source source) {
    return source.file().isEmpty()
        ? ""
        : source.file() + ":" + source.line() + ":" + source.column();
  }

  /** Which capabilities go which way, and which way the policy goes as a whole. */
  private SortedMap<String, Value> names(List<Change> changes) {
    Set<String> old = before == null ? Set.of() : capabilities(before);
    Set<String> now = capabilities(after);
    TreeMap<String, Value> capabilities = new TreeMap<>();
    capabilities.put("added", texts(without(now, old)));
    capabilities.put("removed", texts(without(old, now)));
    Set<String> general = new TreeSet<>();
    for (Direction direction : Direction.values()) {
      Set<String> names = new TreeSet<>();
      for (Change change : changes) {
        if (change.directions().contains(direction)) {
          (change.capability().isEmpty() ? general : names)
              .add(change.capability().isEmpty() ? direction.word() : change.capability());
        }
      }
      names.retainAll(old);
      names.retainAll(now);
      capabilities.put(direction.word(), texts(names));
    }
    TreeMap<String, Value> members = new TreeMap<>();
    members.put("capabilities", new Value.Struct(capabilities));
    members.put("policy", texts(general));
    return members;
  }

  private static Set<String> capabilities(Policy policy) {
    Set<String> names = new TreeSet<>();
    policy.capabilities().stream().map(Capability::name).forEach(names::add);
    return names;
  }

  private static Set<String> without(Set<String> all, Set<String> others) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  private static Value.Sequence texts(Collection<String> texts) {
    return new Value.Sequence(texts.stream().<Value>map(Value.Text::new).toList());
  }
}
