package dev.actp.compiler.suggest;

import dev.actp.runtime.evidence.Use;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A use of a capability of a policy at hand.
 *
 * @param policy the policy's name
 * @param again what it comes to under the policy as it is; null where that does not allow it again
 *     from what is recorded
 * @param attributes what is known of the attributes, under their declared types
 * @param session the session values, where the token is known; else empty
 */
record Played(
    Use use,
    String policy,
    String capability,
    Replays.@Nullable Allowed again,
    SortedMap<String, Value> attributes,
    SortedMap<String, Value> session) {

  /** Whether it takes from a counter, as far as is known. */
  boolean mayCharge(Counter counter) {
    return again == null || again.charged().containsKey(counter) || use.isHidden(counter);
  }

  /** What was used of a counter with this use; empty where that is not known. */
  Optional<Value> used(Counter counter) {
    if (again != null) {
      return Optional.ofNullable(again.charged().get(counter));
    }
    return counter.measure().isEmpty()
        ? use.record().facts().most(counter).map(used -> new Value.Num(used.add(BigDecimal.ONE)))
        : Optional.empty();
  }
}
