package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Counter;
import java.util.List;

/**
 * A live counter: a policy's counter with its key filled in. Together with the tenant this
 * identifies it.
 *
 * @param values the canonical text of each key's value, in the order of the counter's keys
 */
public record CounterKey(Counter counter, List<String> values) {
  public CounterKey {
    values = List.copyOf(values);
  }
}
