package dev.actp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.server.export.Exports;
import dev.actp.server.ledger.Checkpointer;
import dev.actp.server.ledger.LedgerKeys;
import dev.actp.server.policy.SourceState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a server is ready. */
class HealthTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"16777216, 200, ok", "16777215, 503, disk full", "0, 503, disk full"})
  void aServerWithADiskToWriteToIsReady(long free, int status, String word) throws IOException {
    DecisionService service = service(null);
    service
        .perform("acme", new Actor(Actor.Kind.OPERATOR, "test"), new Act.CreateTenant("A", key()))
        .toCompletableFuture()
        .join();

    for (Reply reply : replies(service, free)) {
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.body().toString()).contains("\"status\":\"" + word + "\"");
    }
  }

  @Test
  void oneWithoutTenantsOrWithASealIsNot() throws IOException {
    for (Reply reply : replies(service(null), Long.MAX_VALUE)) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body().toString()).contains("\"status\":\"unavailable\"");
    }
    for (Reply reply : replies(service("an anchor knows more"), Long.MAX_VALUE)) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body().toString()).contains("\"ledger\":\"sealed\"");
    }
  }

  /** For everybody, and with the details. */
  private List<Reply> replies(DecisionService service, long free) throws IOException {
    InstantSource clock = InstantSource.fixed(START);
    LedgerKeys keys = new LedgerKeys(folder, clock);
    try (service;
        var checkpointer = new Checkpointer(service, keys, List.of(), clock);
        var exports = Exports.start(List.of(), folder, null, service.queries(), clock)) {
      Health health =
          new Health(service, exports, checkpointer, clock, () -> free, () -> SourceState.NONE);
      return List.of(health.ready(), health.details());
    }
  }

  private static DecisionService service(@org.jspecify.annotations.Nullable String seal) {
    return DecisionService.start(
        Settings.of(
                new MemoryStore(),
                new PolicyDecider(),
                version -> {
                  throw new AssertionError("there is no policy");
                },
                "test/1")
            .withSeal(seal));
  }

  private static ApiKey key() {
    return new ApiKey(
        "k",
        "acme",
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
  }
}
