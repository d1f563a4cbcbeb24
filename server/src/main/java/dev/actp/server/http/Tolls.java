package dev.actp.server.http;

import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Exceeded;
import dev.actp.runtime.token.MissBudget;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's requests cost at the door, on this node and in memory: so many a second, and keys
 * that are used from where they do not count are told of. Never blocks. Thread-safe.
 */
final class Tolls {
  private static final int TOLD_A_SECOND = 10;

  private final DecisionService service;
  private final InstantSource clock;
  private final MissBudget requests;
  private final MissBudget told;

  Tolls(DecisionService service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
    requests = new MissBudget(1, clock);
    told = new MissBudget(TOLD_A_SECOND, clock);
  }

  /** Counts a request of a tenant; why it is one too many, where it is. */
  Optional<Problem> request(String tenant) {
    long most =
        service
            .tenant(tenant)
            .map(one -> one.quotas().most(Quotas.Kind.REQUESTS_PER_SECOND))
            .orElse(Long.MAX_VALUE);
    if (most == Long.MAX_VALUE || requests.take(tenant, most)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant next = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    var exceeded = new Exceeded(Quotas.Kind.REQUESTS_PER_SECOND, most, now, next);
    return Optional.of(Problem.of(ProblemCode.QUOTA_REACHED, exceeded.message()).with(exceeded));
  }

  /**
   * A key was used from where it does not count: recorded as refused acts are, the first ten of a
   * second.
   */
  Problem elsewhere(ApiKey key, Value.@Nullable Ip from) {
    if (told.take(key.id())) {
      var unused =
          service.perform(
              key.tenant(),
              new Actor(Actor.Kind.KEY, key.id()),
              new Act.UseKeyElsewhere(key.id(), from));
    }
    return Problem.of(ProblemCode.ADDRESS_REFUSED);
  }
}
