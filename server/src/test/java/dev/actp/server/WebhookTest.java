package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.IpNetwork;
import dev.actp.server.Client.Answer;
import dev.actp.server.Receiver.Post;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real receiver gets of what happens. */
class WebhookTest {
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  static final List<IpNetwork> LOOPBACK = List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow());

  private final Receiver receiver = new Receiver();
  private Refunds refunds;
  private Client client;
  private Answer webhook;
  private String secret;

  @BeforeEach
  void start() {
    refunds =
        new Refunds(config -> config.withOutside(Outside.NOBODY.withWebhookNetworks(LOOPBACK)));
    client = refunds.client;
    webhook = register(receiver.url());
    secret = webhook.text("secret");
  }

  @AfterEach
  void stop() {
    refunds.close();
    receiver.close();
  }

  private Answer register(String url) {
    return client.post("/v1/webhooks", "{\"url\": \"" + url + "\"}").expect(201);
  }

  private String path(String rest) {
    return "/v1/webhooks/" + webhook.text("id") + rest;
  }

  private Client person(String id) {
    String body = "{\"id\": \"%s\", \"name\": \"%s\", \"groups\": [\"finance\"]}".formatted(id, id);
    return client.with(
        Map.of("X-Api-Key", client.post("/v1/people", body).expect(201).text("key")));
  }

  private Post expect(String type) {
    Post post = receiver.next();
    assertThat(post.type()).isEqualTo(type);
    assertThat(post.signedWith(secret)).isTrue();
    return post;
  }

  /** Until a look at what waits or was given up says so. */
  private Answer deliveries(String state, String wanted) {
    Answer answer;
    do {
      answer = client.get(path("/deliveries?state=" + state)).expect(200);
    } while (!answer.body().contains(wanted));
    return answer;
  }

  /**
   * As whoever is killed while a receiver has not answered yet: the folder is copied as it is then,
   * and another server begins over the copy.
   */
  @Test
  void whatWasOnItsWayWhenAServerWasKilledArrives(@TempDir Path folder) throws IOException {
    receiver.answer(request -> {}); // for ever
    String token = refunds.token().text("token");
    String id = refunds.refund(token, "251").text("approval.id");
    Post before = expect("approval.asked");
    String later = refunds.refund(token, "252").text("approval.id");
    Path copy = folder.resolve("copy");
    try (var files = Files.walk(refunds.test.data())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(refunds.test.data().relativize(file)));
      }
    }
    receiver.answer(200);
    try (TestServer next =
        TestServer.over(
            copy, config -> config.withOutside(Outside.NOBODY.withWebhookNetworks(LOOPBACK)))) {
      Post again = expect("approval.asked");
      assertThat(again.id()).as("at least once, by the same name").isEqualTo(before.id());
      assertThat(again.body()).contains(id);
      assertThat(expect("approval.asked").body()).contains(later);
      assertThat(next.client().get(path("/deliveries?state=waiting")).expect(200).body())
          .doesNotContain("evt_");
    }
  }

  @Test
  void whatHappensToApprovalsIsTold() {
    Client dana = person("dana");
    String token = refunds.token().text("token");
    String id =
        client
            .post(
                "/v1/enforce",
                Refunds.body(
                    token,
                    "process_refund",
                    "order://12/1",
                    "{\"amount\": 250, \"reason\": \"a\\u202eb\"}"))
            .text("approval.id");

    Post asked = expect("approval.asked");
    assertThat(asked.body())
        .contains(id, "\"amount\":250", "\"state\":\"pending\"", "\"reason\":\"a\\\\u{202E}b\"")
        .contains("\"timestamp\":\"2026-02-16T10:00:00Z\"")
        .doesNotContain(token, "actk_", "whsec_");
    dana.post("/v1/approvals/" + id + "/approve", "{}").expect(200);
    assertThat(expect("approval.approved").body()).contains(id, "\"person\":\"dana\"");
    client
        .post(
            "/v1/enforce",
            Refunds.body(
                token,
                "process_refund",
                "order://12/1",
                "{\"amount\": 250, \"reason\": \"a\\u202eb\"}"))
        .expect(200);
    assertThat(expect("approval.used").body()).contains(id, "\"state\":\"used\"");

    String rejected = refunds.refund(token, "251").text("approval.id");
    expect("approval.asked");
    dana.post("/v1/approvals/" + rejected + "/reject", "{}").expect(200);
    assertThat(expect("approval.rejected").body()).contains(rejected);
    String cancelled = refunds.refund(token, "252").text("approval.id");
    expect("approval.asked");
    client.post("/v1/approvals/" + cancelled + "/cancel", "{}").expect(200);
    assertThat(expect("approval.cancelled").body()).contains(cancelled);
    String expired = refunds.refund(token, "253").text("approval.id");
    expect("approval.asked");
    refunds.test.advance(Duration.ofMinutes(30));
    assertThat(expect("approval.expired").body()).contains(expired, "\"state\":\"expired\"");
    assertThat(client.get("/v1/approvals?state=expired").body()).contains(expired);
    assertThat(receiver.quiet()).isTrue();
  }

  @Test
  void whoIsSuspendedAndResumedIsTold() {
    client
        .post(
            "/v1/policies",
            "text/x-actp",
            """
            policy "nervous" version "1"
            breaker 2 denials in 1h suspends 30m
            decoy "vault://root"
            capability read on "customer://*" {}
            """)
        .expect(201);
    String token =
        client
            .post("/v1/tokens", "{\"agentId\": \"bot\", \"policyId\": \"nervous\"}")
            .expect(201)
            .text("token");
    for (int i = 0; i < 2; i++) {
      Refunds.enforce(client, token, "read", "other://x", "{}").expect(200);
    }

    assertThat(expect("agent.suspended").body())
        .contains(refunds.agent.text("id"), "\"until\":\"2026-02-16T10:30:00Z\"");
    client.post("/v1/agents/bot/resume", "{}").expect(200);
    assertThat(expect("agent.resumed").body()).contains(refunds.agent.text("id"));
    Refunds.enforce(client, token, "secrets", "vault://root", "{}").expect(200);
    assertThat(expect("agent.suspended").body())
        .contains("\"until_resumed\":true")
        .doesNotContain("\"until\"");
  }

  @Test
  void whatIsNotTakenIsSentAgainLaterAndLater() {
    receiver.answer(500);
    refunds.refund(refunds.token().text("token"), "250").expect(200);
    Post first = expect("approval.asked");
    Answer waiting = deliveries("waiting", "it answers 500");
    assertThat(waiting.text("deliveries.0.id")).isEqualTo(first.id());
    assertThat(waiting.text("deliveries.0.next_at"))
        .isBetween("2026-02-16T10:00:02.5Z", "2026-02-16T10:00:05Z");

    refunds.test.advance(Duration.ofSeconds(5));
    Post second = expect("approval.asked");
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.timestamp()).isNotEqualTo(first.timestamp());
    deliveries("waiting", "\"attempts\":2");
    receiver.answer(204);
    refunds.test.advance(Duration.ofSeconds(15));

    assertThat(expect("approval.asked").id()).isEqualTo(first.id());
    deliveries("waiting", "\"deliveries\":[]");
    assertThat(deliveries("dead", "[]").body()).doesNotContain(first.id());
  }

  @Test
  void whatIsNeverTakenIsGivenUpAndShown() {
    receiver.answer(request -> request.connection().close());
    client.post(path("/test"), "{}").expect(202);
    Duration pause = Duration.ofSeconds(5);
    for (int attempts = 1; attempts < 16; attempts++) {
      expect("webhook.test");
      deliveries("waiting", "\"attempts\":" + attempts + ",");
      refunds.test.advance(pause);
      Duration longer = pause.multipliedBy(3);
      pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
    expect("webhook.test");

    Answer dead = deliveries("dead", "\"attempts\":16");

    assertThat(dead.text("deliveries.0.type")).isEqualTo("webhook.test");
    assertThat(dead.text("deliveries.0.next_at")).isEmpty();
    assertThat(deliveries("waiting", "[]").status()).isEqualTo(200);
  }

  @Test
  void whatIsTooOldIsGivenUp() {
    receiver.answer(503);
    client.post(path("/test"), "{}").expect(202);
    expect("webhook.test");
    deliveries("waiting", "it answers 503");

    refunds.test.advance(Duration.ofDays(3));

    expect("webhook.test");
    deliveries("dead", "\"attempts\":2");
  }

  @Test
  void aReceiverThatIsGoneIsNotAskedAgain() {
    receiver.answer(410);
    client.post(path("/test"), "{}").expect(202);

    expect("webhook.test");

    deliveries("dead", "it answers 410");
  }

  @Test
  void whatWaitsIsSentAfterARestart() {
    receiver.answer(500);
    refunds.refund(refunds.token().text("token"), "250").expect(200);
    Post first = expect("approval.asked");
    deliveries("waiting", "it answers 500");
    receiver.answer(200);

    refunds.test.restart(
        config -> config.withOutside(Outside.NOBODY.withWebhookNetworks(LOOPBACK)));
    refunds.test.advance(Duration.ofSeconds(5));

    assertThat(expect("approval.asked").id()).isEqualTo(first.id());
  }

  @Test
  void aReceiverThatDoesNotAnswerKeepsNobodyWaiting() {
    CompletableFuture<HttpServerRequest> held = new CompletableFuture<>();
    receiver.answer(held::complete);
    String token = refunds.token().text("token");
    refunds.refund(token, "250").expect(200);
    HttpServerRequest waiting = held.join();

    assertThat(refunds.refund(token, "251").text("decision")).isEqualTo("needs_approval");
    assertThat(refunds.refund(token, "50").text("decision")).isEqualTo("allowed");
    try (Receiver other = new Receiver()) {
      String id = register(other.url()).text("id");
      client.post("/v1/webhooks/" + id + "/test", "{}").expect(202);
      assertThat(other.next().type()).isEqualTo("webhook.test");
    }
    receiver.answer(200);
    waiting.response().end();
    Post first = expect("approval.asked");
    assertThat(expect("approval.asked").id()).isNotEqualTo(first.id());
  }

  @Test
  void aNewSecretAndTheOneBeforeOverlap() {
    String rotated =
        client.post(path("/rotate"), "{\"overlap\": \"1h\"}").expect(200).text("secret");
    assertThat(rotated).startsWith("whsec_").isNotEqualTo(secret);
    client.post(path("/test"), "{}").expect(202);
    Post both = receiver.next();
    assertThat(both.signedWith(secret)).isTrue();
    assertThat(both.signedWith(rotated)).isTrue();

    refunds.test.advance(Duration.ofHours(1));
    client.post(path("/test"), "{}").expect(202);

    Post one = receiver.next();
    assertThat(one.signedWith(rotated)).isTrue();
    assertThat(one.signedWith(secret)).isFalse();
    client.post(path("/rotate"), "{\"overlap\": \"8d\"}").expectProblem(422, "invalid_request");
  }

  @Test
  void aWebhookHearsOfWhatItAskedForUntilItIsRemoved() {
    client.send(client.request(path("")).DELETE()).expect(200);
    Answer chosen =
        client
            .post(
                "/v1/webhooks",
                "{\"url\": \"%s\", \"events\": [\"approval.cancelled\"]}".formatted(receiver.url()))
            .expect(201);
    secret = chosen.text("secret");
    String id = refunds.refund(refunds.token().text("token"), "250").text("approval.id");
    client.post("/v1/approvals/" + id + "/cancel", "{}").expect(200);

    assertThat(expect("approval.cancelled").body()).contains(id);
    client.get(path("")).expectProblem(404, "not_found");
    client.send(client.request(path("")).DELETE()).expectProblem(404, "not_found");
    Answer all = client.get("/v1/webhooks").expect(200);
    assertThat(all.text("webhooks.0.id")).isEqualTo(chosen.text("id"));
    assertThat(all.text("webhooks.1.id")).isEmpty();
    assertThat(all.body()).doesNotContain("whsec_");
    assertThat(client.get("/v1/audit").body())
        .contains("\"act\":\"put_webhook\"", "\"act\":\"remove_webhook\"")
        .doesNotContain("whsec_");
  }

  @Test
  void onlyAdministratorsSeeWebhooksAndATenantHasTwenty() {
    Answer issuer =
        client.post("/v1/keys", "{\"label\": \"k\", \"roles\": [\"issuer\", \"auditor\"]}");
    Client other = client.with(Map.of("X-Api-Key", issuer.text("key")));
    other.get("/v1/webhooks").expectProblem(403, "forbidden");
    other.post("/v1/webhooks", "{\"url\": \"https://a.example\"}").expectProblem(403, "forbidden");
    for (int i = 1; i < 20; i++) {
      register("https://hooks" + i + ".example.com/");
    }

    client
        .post("/v1/webhooks", "{\"url\": \"https://hooks.example.com/\"}")
        .expectProblem(429, "limit_reached");

    String once = "{\"url\": \"https://one.example.com/\"}";
    client.send(client.request(path("")).DELETE()).expect(200);
    Client repeating = client.and("Idempotency-Key", "w-1");
    assertThat(repeating.post("/v1/webhooks", once).expect(201).body()).contains("whsec_");
    assertThat(repeating.post("/v1/webhooks", once).expect(201).body()).doesNotContain("whsec_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"url\": \"nowhere\"}",
        "{\"url\": \"ftp://example.com/\"}",
        "{\"url\": \"https:///hook\"}",
        "{\"url\": \"https://user@example.com/\"}",
        "{\"url\": \"https://example.com/#part\"}",
        "{\"url\": \"https://127.1/\"}",
        "{\"url\": \"https://10.0.0.1/\"}",
        "{\"url\": \"https://[::1]/\"}",
        "{\"url\": \"http://192.0.2.1/\"}",
        "{\"url\": \"https://example.com/\", \"events\": []}",
        "{\"url\": \"https://example.com/\", \"events\": [\"approval.lost\"]}",
        "{\"url\": \"https://example.com/\", \"events\": [\"webhook.test\"]}",
        "{\"url\": \"https://example.com/\", \"more\": 1}"
      })
  void whatCannotBeAWebhookIsRefused(String body) {
    client.post("/v1/webhooks", body).expectProblem(422, "invalid_request");
  }

  @Test
  void aNetworkThatIsNoLongerAllowedIsNotReached() {
    refunds.test.restart();
    Client again = refunds.test.client();
    client = again;

    client.post(path("/test"), "{}").expect(202);

    deliveries("waiting", "https");
    assertThat(receiver.quiet()).isTrue();
    client.get(path("/deliveries?state=lost")).expectProblem(400, "invalid_query");
  }
}
