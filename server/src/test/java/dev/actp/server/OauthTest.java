package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Introspection (RFC 7662) and revocation (RFC 7009), as OAuth libraries send them. */
class OauthTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String INACTIVE = "{\"active\":false}";

  private Refunds refunds;
  private Client client;
  private Answer token;

  @BeforeEach
  void start() {
    refunds = new Refunds();
    client = refunds.client;
    token = refunds.token();
  }

  @AfterEach
  void stop() {
    refunds.close();
  }

  private Answer introspect(String secret) {
    return introspect(client, secret);
  }

  private static Answer introspect(Client caller, String secret) {
    return caller.post("/v1/introspect", FORM, "token=" + encoded(secret));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void aGoodTokenIsActiveAndSaysWhatItIs() {
    Answer answer = introspect(token.text("token")).expect(200);

    assertThat(answer.text("active")).isEqualTo("true");
    assertThat(answer.text("scope")).isEqualTo("process_refund read");
    assertThat(answer.text("jti")).isEqualTo(token.text("id"));
    assertThat(answer.text("sub")).isEqualTo(refunds.agent.text("id"));
    assertThat(answer.text("exp"))
        .isEqualTo(Long.toString(TestServer.START.plusSeconds(3600).getEpochSecond()));
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.body()).doesNotContain(token.text("token"));
    String reference =
        client
            .post("/api/tokens", "{\"agentId\": \"bot\", \"session\": {\"customer_id\": \"12\"}}")
            .text("token");
    assertThat(introspect(reference).text("active")).isEqualTo("true");
  }

  @Test
  void aTokenThatIsNotGoodIsInactiveAndNothingElse() {
    String secret = token.text("token");
    for (String bad : new String[] {"x", "a.b.c", secret + "=", "act_" + "A".repeat(48)}) {
      assertThat(introspect(bad).expect(200).body()).isEqualTo(INACTIVE);
    }
    client.put("/v1/agents/bot", "{\"disabled\": true}").expect(200);
    assertThat(introspect(secret).body()).isEqualTo(INACTIVE);
    client.put("/v1/agents/bot", "{\"disabled\": false}").expect(200);
    assertThat(introspect(secret).text("active")).isEqualTo("true");
    refunds.test.advance(Duration.ofHours(1));
    assertThat(introspect(secret).body()).isEqualTo(INACTIVE);
  }

  @Test
  void aRevokedCapabilityIsNoScope() {
    client
        .post("/v1/tokens/" + token.text("id") + "/revoke", "{\"capability\": \"read\"}")
        .expect(200);

    assertThat(introspect(token.text("token")).text("scope")).isEqualTo("process_refund");
    Answer shown = client.get("/v1/tokens/" + token.text("id")).expect(200);
    assertThat(shown.text("active")).isEqualTo("true");
    assertThat(shown.text("revoked.0")).isEqualTo("read");
  }

  @Test
  void aTokenIsTakenBackByItsText() {
    String form = "token_type_hint=access_token&more=1&token=" + encoded(token.text("token"));

    client.post("/v1/revoke", FORM + "; charset=UTF-8", form).expect(200);

    assertThat(refunds.read(token.text("token")).text("reasons.0.code")).isEqualTo("token_revoked");
    assertThat(introspect(token.text("token")).body()).isEqualTo(INACTIVE);
    Answer shown = client.get("/v1/tokens/" + token.text("id")).expect(200);
    assertThat(shown.text("active")).isEqualTo("false");
    assertThat(shown.text("inactive_because")).isEqualTo("token_revoked");
    client.post("/v1/revoke", FORM, form).expect(200);
    client.post("/v1/revoke", FORM, "token=unknown").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token=", "tokens=x", "token=a&token=b", "token=%zz", "token=%"})
  void aFormThatMakesNoSenseIsRefusedAsOauthSaysIt(String form) {
    for (String path : new String[] {"/v1/introspect", "/v1/revoke"}) {
      refused(client.post(path, FORM, form), 400, "invalid_request");
    }
  }

  @Test
  void onlyFormsAreReadAndOnlyFromWhoMay() {
    String form = "token=" + encoded(token.text("token"));
    refused(
        client.post("/v1/introspect", "application/json", "{\"token\": \"x\"}"),
        415,
        "invalid_request");
    refused(client.with(Map.of()).post("/v1/revoke", FORM, form), 401, "invalid_client");
    refused(
        client
            .with(Map.of("Authorization", "Bearer " + token.text("token")))
            .post("/v1/introspect", FORM, form),
        400,
        "unauthorized_client");
    Client other = key("{\"label\": \"k\", \"roles\": [\"enforcer\"], \"agents\": [\"other\"]}");
    assertThat(introspect(other, token.text("token")).expect(200).body()).isEqualTo(INACTIVE);
    refused(other.post("/v1/revoke", FORM, form), 400, "unauthorized_client");
    Client issuer = key("{\"label\": \"k\", \"roles\": [\"issuer\"], \"agents\": [\"other\"]}");
    refused(issuer.post("/v1/revoke", FORM, form), 400, "unauthorized_client");
    issuer.get("/v1/tokens/" + token.text("id")).expectProblem(404, "not_found");
    assertThat(introspect(token.text("token")).text("active")).isEqualTo("true");
  }

  @Test
  void aClientShowsItselfByHttpBasic() {
    Answer made =
        client.post("/v1/keys", "{\"label\": \"k\", \"roles\": [\"enforcer\"]}").expect(201);
    Client basic = client.with(Map.of("Authorization", basic(made.text("id"), made.text("key"))));

    assertThat(introspect(basic, token.text("token")).expect(200).text("active")).isEqualTo("true");
    assertThat(
            introspect(basic.and("X-Api-Key", made.text("key")), token.text("token"))
                .expect(200)
                .text("active"))
        .isEqualTo("true");
    String encoded = made.text("key").replace("_", "%5F");
    String pair = made.text("id").replace("_", "%5f") + ":" + encoded;
    assertThat(
            introspect(client.with(Map.of("Authorization", "basic " + base64(pair))), "x")
                .expect(200)
                .body())
        .isEqualTo(INACTIVE);
    refused(basic.post("/v1/revoke", FORM, "token=x"), 400, "unauthorized_client");
    basic.get("/v1/agents/bot").expectProblem(401, "unauthenticated");
    basic
        .post("/v1/enforce", Refunds.body(token.text("token"), "read", "customer://id:12", "{}"))
        .expectProblem(401, "unauthenticated");
  }

  @Test
  void twoDifferentClientsInOneRequestAreNone() {
    Answer made =
        client.post("/v1/keys", "{\"label\": \"k\", \"roles\": [\"enforcer\"]}").expect(201);
    String good = basic(made.text("id"), made.text("key"));

    unknown(client.and("Authorization", good));
    unknown(client.with(Map.of("Authorization", basic("key_other", made.text("key")))));
    for (String bad : new String[] {"Basic !", "Basic " + base64("x"), "Basic " + base64(":x")}) {
      unknown(client.with(Map.of("Authorization", bad)));
    }
  }

  private static void unknown(Client caller) {
    Answer answer = introspect(caller, "x");
    refused(answer, 401, "invalid_client");
    assertThat(answer.header("www-authenticate")).contains("Bearer realm=", "Basic realm=");
  }

  /** RFC 6749 5.2. */
  private static void refused(Answer answer, int status, String error) {
    assertThat(answer.expect(status).text("error")).as(answer.body()).isEqualTo(error);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
  }

  private static String basic(String id, String secret) {
    return "Basic " + base64(encoded(id) + ":" + encoded(secret));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Client key(String body) {
    return client.with(Map.of("X-Api-Key", client.post("/v1/keys", body).expect(201).text("key")));
  }
}
