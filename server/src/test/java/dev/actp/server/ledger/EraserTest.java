package dev.actp.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Selection;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasures that go on behind everything else, and what keeps them from it. */
class EraserTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  private static final Actor ADMIN = new Actor(Actor.Kind.KEY, "k");
  private static final Selection NOBODY = new Selection.ByAgent("nobody");

  private final AtomicReference<Instant> wall = new AtomicReference<>(START);

  /** The other clock stands still: the wall clock jumps with each turn. */
  private final DecisionService service =
      DecisionService.start(
          Settings.of(
                  new MemoryStore(),
                  new PolicyDecider(),
                  version -> {
                    throw new AssertionError("there is no policy");
                  },
                  "test/1")
              .withClocks(this::now, () -> 0));

  private Instant now() {
    return Objects.requireNonNull(wall.get());
  }

  @BeforeEach
  void open() {
    for (String tenant : List.of("acme", "beta")) {
      ApiKey key =
          new ApiKey(
              "k-" + tenant,
              tenant,
              "key",
              "00",
              Set.of(ApiKey.Role.ADMIN),
              null,
              Set.of(),
              Set.of(),
              null,
              true,
              true,
              START,
              null,
              false);
      perform(tenant, new Act.CreateTenant(tenant, key));
    }
  }

  @AfterEach
  void close() {
    service.close();
  }

  private void perform(String tenant, Act act) {
    assertThat(service.perform(tenant, ADMIN, act).toCompletableFuture().join())
        .isInstanceOf(Done.Committed.class);
  }

  private void ask(String tenant) {
    perform(tenant, new Act.BeginErasure(ADMIN, NOBODY));
  }

  private boolean allEnded(String tenant) {
    return service.queries().erasures(tenant).stream().allMatch(one -> one.ended() != null);
  }

  private static void eventually(Supplier<Boolean> holds) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!holds.get()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  @Test
  void whatWaitsIsDoneInItsOrderAndSoIsWhatIsAskedForLater() {
    ask("acme");
    ask("acme");
    ask("beta");
    try (Eraser eraser = Eraser.start(service, this::now)) {
      eventually(() -> allEnded("acme") && allEnded("beta"));
      List<Long> asked =
          service.queries().erasures("acme").stream().map(ErasureOrder::record).toList();
      assertThat(asked).hasSize(2).isSortedAccordingTo((one, other) -> Long.compare(other, one));
      ask("beta");
      eraser.wake("beta");
      eventually(() -> allEnded("beta"));
      assertThat(eraser.failing("beta")).isEmpty();
    }
  }

  @Test
  void whatCannotBeDoneIsSaidAndTriedAgain() {
    ask("acme");
    wall.set(START.plus(Duration.ofMinutes(2)));
    try (Eraser eraser = Eraser.start(service, this::now)) {
      eventually(() -> eraser.failing("acme").isPresent());
      assertThat(eraser.failing("acme"))
          .isEqualTo(Optional.of("the clock jumped and nobody has confirmed it"));
      assertThat(eraser.failing("beta")).isEmpty();
      assertThat(allEnded("acme")).isFalse();
      perform("acme", new Act.ConfirmClock());
      eventually(() -> allEnded("acme"));
      eventually(() -> eraser.failing("acme").isEmpty());
    }
  }
}
