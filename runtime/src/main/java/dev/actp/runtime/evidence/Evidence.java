package dev.actp.runtime.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Allowed uses, the oldest first. Dry runs, denials and requests that still wait for a person are
 * not among them; what was allowed since a person said yes is.
 *
 * @param names the names of policies by their ids, where they are known
 * @param monitored how many more were let pass only since a policy was in monitor mode: they would
 *     not have been allowed
 * @param reached the instant of the oldest record that was looked at, where not all were; else null
 */
public record Evidence(
    List<Use> uses, Map<String, String> names, long monitored, @Nullable Instant reached) {
  public Evidence {
    uses = List.copyOf(uses);
    names = Map.copyOf(names);
  }
}
