package dev.actp.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Repeated requests: where a key is the same, and what its repetition gets. */
class IdempotencyTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Idempotency idempotency = new Idempotency(nanos::get);
  private final Idempotency.Scope scope = scope("acme", "key_1", "POST /v1/tokens");
  private final AtomicInteger done = new AtomicInteger();

  private static Idempotency.Scope scope(String tenant, String caller, String route) {
    return new Idempotency.Scope(tenant, caller, "k", route);
  }

  private Reply counted() {
    int number = done.incrementAndGet();
    return Reply.ok(out -> out.number("number", number).text("key", "secret"))
        .secret(out -> out.number("number", number));
  }

  private Reply ask(Idempotency.Scope where, String body) {
    return idempotency.once(where, body.getBytes(UTF_8), this::counted);
  }

  @Test
  void theSecondRequestGetsTheFirstAnswerWithoutItsSecrets() {
    assertThat(ask(scope, "{}").body().toString()).contains("secret");

    Reply again = ask(scope, "{}");

    assertThat(done).hasValue(1);
    assertThat(again.body().toString()).isEqualTo("{\"number\":1}");
    assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
  }

  @Test
  void aKeyIsTheSameWithinTenantCallerAndRouteOnly() {
    ask(scope, "{}");
    ask(scope("other", "key_1", "POST /v1/tokens"), "{}");
    ask(scope("acme", "key_2", "POST /v1/tokens"), "{}");
    ask(scope("acme", "key_1", "POST /v1/agents"), "{}");

    assertThat(done).hasValue(4);
  }

  @Test
  void anotherBodyIsRefusedAlsoWhileTheFirstIsUnderWay() {
    Supplier<Reply> slow =
        () -> {
          assertThat(ask(scope, "{}").body().toString()).contains("idempotency_in_flight");
          assertThat(ask(scope, "{}").status()).isEqualTo(409);
          assertThat(ask(scope, "[]").status()).isEqualTo(422);
          return counted();
        };

    idempotency.once(scope, "{}".getBytes(UTF_8), slow);

    assertThat(done).hasValue(1);
    assertThat(ask(scope, "[]").status()).isEqualTo(422);
    assertThat(done).hasValue(1);
  }

  @Test
  void whatFailedOnOurSideIsDoneAgain() {
    Supplier<Reply> failing = () -> Problem.of(ProblemCode.STORE_UNAVAILABLE).reply();
    byte[] body = "{}".getBytes(UTF_8);
    assertThat(idempotency.once(scope, body, failing).status()).isEqualTo(503);
    assertThatThrownBy(
            () ->
                idempotency.once(
                    scope,
                    body,
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(ask(scope, "{}").status()).isEqualTo(200);
  }

  @Test
  void anAnswerIsRememberedForADay() {
    ask(scope, "{}");
    nanos.addAndGet(Duration.ofHours(23).toNanos());
    ask(scope, "{}");
    assertThat(done).hasValue(1);

    nanos.addAndGet(Duration.ofHours(1).toNanos());
    ask(scope, "{}");

    assertThat(done).hasValue(2);
  }
}
