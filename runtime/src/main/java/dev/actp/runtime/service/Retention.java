package dev.actp.runtime.service;

import dev.actp.runtime.registry.Tenant;
import java.time.Instant;

/** Lets go what is kept beside records for longer than their policies say. */
public final class Retention {
  private static final Actor POLICY = new Actor(Actor.Kind.OPERATOR, "policy");

  private Retention() {}

  /**
   * Lets go what is due, a bounded number of records at a time, so that decisions go on between.
   * Blocks.
   *
   * @param rounds how often, at most, for each tenant
   * @return whether there was nothing left that is due
   */
  public static boolean prune(DecisionService service, Instant now, int rounds) {
    boolean done = true;
    for (Tenant tenant : service.queries().tenants()) {
      for (int i = 0; i < rounds && due(service, tenant, now); i++) {
        if (service.perform(tenant.id(), POLICY, new Act.Prune()).toCompletableFuture().join()
            instanceof Done.Refused) {
          break;
        }
      }
      done &= !due(service, tenant, now);
    }
    return done;
  }

  private static boolean due(DecisionService service, Tenant tenant, Instant now) {
    return !service.queries().due(tenant.id(), now, 1).isEmpty();
  }
}
