package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the writer needs of a tenant besides its state.
 *
 * @param policies the versions in force
 * @param head the last record, or null where there is none
 * @param now the latest instant of any decision or act
 * @param deliveries how many notices wait, by webhook
 * @param repeatable the newest records that can be repeated, oldest first, {@link #REPEATABLE} at
 *     most
 */
public record Restored(
    List<PolicyVersion> policies,
    List<Membership> members,
    List<Webhook> webhooks,
    Map<String, Integer> deliveries,
    @Nullable Receipt head,
    Instant now,
    List<Repeated> repeatable) {
  /** How long a request can be repeated. */
  public static final Duration WITHIN = Duration.ofMinutes(2);

  /** How many repeatable requests are remembered over a restart. */
  public static final int REPEATABLE = 20_000;

  public Restored {
    policies = List.copyOf(policies);
    members = List.copyOf(members);
    webhooks = List.copyOf(webhooks);
    deliveries = Map.copyOf(deliveries);
    repeatable = List.copyOf(repeatable);
  }

  /** A record that a repeated request is answered with. */
  public record Repeated(long index, Instant at, String caller, StoredRecord.Repeatable request) {}
}
