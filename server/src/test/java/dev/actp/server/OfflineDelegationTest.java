package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.token.HandingOn;
import dev.actp.runtime.token.HolderKey;
import dev.actp.runtime.value.Value;
import dev.actp.server.Client.Answer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that holders hand on without asking anybody, and what comes of them at the server. */
class OfflineDelegationTest {
  private static final String POLICY =
      """
      policy "p" version "1"
      session customer_id: string
      delegation depth 2
      action pay(amount: decimal)
      capability read on "customer://{session.customer_id}/**" { limit 4 per day }
      capability pay on "order://{session.customer_id}/*" {
        require amount > 0
        require amount <= 500
      }
      capability sign on "**" { not delegable }
      """;

  private final TestServer test = TestServer.start();
  private final HolderKey boss = HolderKey.generate();
  private final HolderKey worker = HolderKey.generate();
  private final HolderKey helper = HolderKey.generate();
  private String policy = "";
  private Answer issued;
  private String root = "";

  @BeforeEach
  void aTokenThatIsBoundToAKey() {
    policy = client().post("/v1/policies", "text/x-actp", POLICY).expect(201).text("id");
    for (String agent : List.of("boss", "worker", "helper")) {
      client().post("/v1/agents", "{\"id\": \"%s\", \"name\": \"%s\"}".formatted(agent, agent));
    }
    issued = issue("");
    root = issued.text("token");
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void aBoundTokenIsNoBearerToken() {
    assertThat(issued.text("cnf.jwk.x")).isEqualTo(boss.publicKey());

    denied(bearer(root), "proof_invalid");
    allowed(read(boss, root));
    denied(
        client()
            .with(Map.of("Authorization", "Bearer " + root))
            .post("/v1/enforce", Refunds.body(root, "read", "customer://12/a", "{}")),
        "proof_invalid");
    allowed(
        client()
            .with(Map.of())
            .post("/v1/enforce", body(boss, root, "read", "customer://12/a", "{}")));
  }

  @Test
  void aReferenceToABoundTokenIsBoundAndSoIsARenewedOne() {
    Answer referred = issue(", \"format\": \"reference\"");
    String reference = referred.text("token");

    denied(bearer(reference), "proof_invalid");
    allowed(read(boss, reference));
    Answer renewed =
        client()
            .post("/v1/tokens/" + issued.text("id") + "/renew", "{\"expiresIn\": \"2h\"}")
            .expect(200);
    denied(bearer(renewed.text("token")), "proof_invalid");
    allowed(read(boss, renewed.text("token")));
    test.restart();
    denied(bearer(reference), "proof_invalid");
    assertThat(client().get("/v1/tokens/" + referred.text("id")).text("cnf.jwk.x"))
        .isEqualTo(boss.publicKey());
  }

  @Test
  void theLastOfAChainActsWithinWhatEveryLinkSays() {
    String chain =
        handed(
            boss,
            root,
            "worker",
            worker,
            "pay",
            new Narrowing(policy, "pay", List.of("order://12/7*"), "require amount <= 50"));
    String deeper =
        handed(
            worker,
            chain,
            "helper",
            helper,
            "pay",
            new Narrowing(policy, "pay", List.of(), "limit 2 per hour"));

    allowed(pay(worker, chain, "order://12/70", "50"));
    denied(pay(worker, chain, "order://12/70", "50.01"), "requirement_not_met");
    denied(pay(worker, chain, "order://12/8", "50"), "capability_not_granted");
    denied(read(worker, chain), "capability_not_granted");
    denied(pay(helper, deeper, "order://12/70", "51"), "requirement_not_met");
    allowed(pay(helper, deeper, "order://12/70", "1"));
    allowed(pay(helper, deeper, "order://12/70", "1"));
    denied(pay(helper, deeper, "order://12/70", "1"), "limit_reached");
    allowed(pay(worker, chain, "order://12/70", "1"));
    allowed(pay(boss, root, "order://12/1", "500"));
  }

  @Test
  void usesCountAtEveryLink() {
    String chain = handed(boss, root, "worker", worker, "read");

    allowed(read(worker, chain));
    allowed(read(worker, chain));
    allowed(read(boss, root));
    allowed(read(boss, root));
    denied(read(worker, chain), "limit_reached");
  }

  @Test
  void aProofIsGoodForOneRequestOnceAlsoOverARestart() {
    String chain = handed(boss, root, "worker", worker, "read");
    String body = body(worker, chain, "read", "customer://12/a", "{}");

    allowed(client().post("/v1/enforce", body));
    denied(client().post("/v1/enforce", body), "proof_invalid");
    denied(client().post("/v1/enforce", body.replace("/a", "/b")), "proof_invalid");
    test.restart();
    denied(client().post("/v1/enforce", body), "proof_invalid");
    allowed(read(worker, chain));
    String tried = body(worker, chain, "read", "customer://12/a", "{}");
    client().post("/v1/enforce?dry_run=true", tried).expect(200);
    denied(client().post("/v1/enforce", tried), "proof_invalid");
  }

  @Test
  void aProofThatWasDeniedIsUsedAsWell() {
    String body = body(boss, root, "pay", "order://12/1", "{\"amount\": 501}");

    denied(client().post("/v1/enforce", body), "requirement_not_met");
    denied(client().post("/v1/enforce", body), "proof_invalid");
  }

  @Test
  void aProofLivesForHalfAMinuteAndIsNotOfTheFuture() {
    String body = body(boss, root, "read", "customer://12/a", "{}");
    test.advance(Duration.ofSeconds(29));
    allowed(client().post("/v1/enforce", body));
    String late = body(boss, root, "read", "customer://12/a", "{}");
    test.advance(Duration.ofSeconds(30));

    denied(client().post("/v1/enforce", late), "proof_invalid");
    denied(at(test.now().plusSeconds(6)), "proof_invalid");
    allowed(at(test.now().plusSeconds(5)));
  }

  private Answer at(Instant now) {
    var asked = new HandingOn.Asked("read", "customer://12/a", Value.Struct.EMPTY);
    return client()
        .post("/v1/enforce", HandingOn.request(boss, root, url(), now, asked, new SecureRandom()));
  }

  @Test
  void onlyTheLastKeyProvesAndNoLinkCanBeStripped() {
    String chain = handed(boss, root, "worker", worker, "pay");
    String deeper = handed(worker, chain, "helper", helper, "pay");

    denied(pay(boss, chain, "order://12/1", "1"), "proof_invalid");
    denied(pay(worker, deeper, "order://12/1", "1"), "proof_invalid");
    denied(pay(helper, chain, "order://12/1", "1"), "proof_invalid");
    denied(pay(helper, root, "order://12/1", "1"), "proof_invalid");
    denied(bearer(chain), "proof_invalid");
    allowed(pay(helper, deeper, "order://12/1", "1"));
    String body = body(helper, deeper, "pay", "order://12/1", "{\"amount\": 1}");
    denied(client().post("/v1/enforce", body.replace(deeper, chain)), "proof_invalid");
  }

  @Test
  void whatALinkIsMoreThanTheOneBeforeIsDeniedAndNamed() {
    String narrow = handed(boss, root, "worker", worker, "pay");
    String wider = handed(worker, narrow, "helper", helper, "read");
    String signing = handed(boss, root, "worker", worker, "sign");
    String longer = link(boss, root, "worker", worker, "pay", Duration.ofHours(2));

    denied(read(helper, wider), "delegation_refused");
    denied(ask(worker, signing, "sign", "x", "{}"), "delegation_refused");
    denied(pay(worker, longer, "order://12/1", "1"), "delegation_refused");
    allowed(pay(worker, narrow, "order://12/1", "1"));
    Answer audit =
        client()
            .post("/v1/enforce?explain=full", body(helper, wider, "read", "customer://12/a", "{}"));
    assertThat(audit.body()).contains("does not hold `read`");
  }

  @Test
  void depthIsWhatThePoliciesSayWhenItIsDecided() {
    HolderKey last = HolderKey.generate();
    String two =
        handed(worker, handed(boss, root, "worker", worker, "pay"), "helper", helper, "pay");
    String three = handed(helper, two, "worker", last, "pay");

    allowed(pay(helper, two, "order://12/1", "1"));
    denied(pay(last, three, "order://12/1", "1"), "delegation_refused");
    client()
        .put(
            "/v1/policies/" + policy,
            "{\"source\": %s}".formatted(quoted(POLICY.replace("depth 2", "depth 1"))))
        .expect(200);
    denied(pay(helper, two, "order://12/1", "1"), "delegation_refused");
  }

  @Test
  void whatIsTakenBackIsTakenFromAllLinks() {
    String chain = handed(boss, root, "worker", worker, "pay");
    Answer answer = pay(worker, chain, "order://12/1", "1");
    allowed(answer);
    String record = client().get("/v1/audit?action=pay").expect(200).body();
    String id = record.replaceAll("(?s).*(lnk_[A-Za-z0-9_-]{22}).*", "$1");
    assertThat(id).startsWith("lnk_");

    client().put("/v1/agents/worker", "{\"disabled\": true}").expect(200);
    denied(pay(worker, chain, "order://12/1", "1"), "agent_suspended");
    client().put("/v1/agents/worker", "{\"disabled\": false}").expect(200);
    allowed(pay(worker, chain, "order://12/1", "1"));
    String unknown = handed(boss, root, "nobody", helper, "pay");
    denied(pay(helper, unknown, "order://12/1", "1"), "agent_unknown");
    revokeByText(chain);
    denied(pay(worker, chain, "order://12/1", "1"), "token_revoked");
    allowed(pay(boss, root, "order://12/1", "1"));
    String another = handed(boss, root, "worker", worker, "pay");
    client().post("/v1/tokens/" + issued.text("id") + "/revoke", "{}").expect(200);
    denied(pay(worker, another, "order://12/1", "1"), "token_revoked");
  }

  /** RFC 7009: whoever has a key and the text may take it back, without a proof. */
  private void revokeByText(String chain) {
    client().post("/v1/revoke", "application/x-www-form-urlencoded", "token=" + chain).expect(200);
  }

  @Test
  void introspectionSaysWhatATokenIsBoundTo() {
    String chain = handed(boss, root, "worker", worker, "pay");
    Answer answer =
        client()
            .post("/v1/introspect", "application/x-www-form-urlencoded", "token=" + chain)
            .expect(200);

    assertThat(answer.text("active")).isEqualTo("true");
    assertThat(answer.text("token_type")).isEqualTo("PoP");
    assertThat(answer.text("cnf.jwk.x")).isEqualTo(worker.publicKey());
    assertThat(answer.text("sub")).isEqualTo("worker");
  }

  @Test
  void recordsNameEveryLinkAndAgent() {
    String chain = handed(boss, root, "worker", worker, "pay");
    allowed(pay(worker, chain, "order://12/1", "1"));

    assertThat(client().get("/v1/audit?action=pay").body())
        .contains("\"boss\"", "\"worker\"", issued.text("id"), "lnk_");
  }

  @Test
  void aTokenIsBoundToAnEd25519KeyOrToNone() {
    for (String cnf :
        List.of(
            "{}",
            "{\"jkt\": \"abc\"}",
            "\"key\"",
            weak("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            weak("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            weak("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA"),
            weak("7P_______________________________________38"),
            weak("7v_______________________________________38"),
            weak("JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU"),
            weak("xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o"),
            "{\"jwk\": {\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"AA\", \"y\": \"AA\"}}",
            "{\"jwk\": {\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"%s\", \"d\": \"AA\"}}"
                .formatted(boss.publicKey()))) {
      client().post("/v1/tokens", order(", \"cnf\": " + cnf)).expectProblem(422, "invalid_request");
    }
  }

  @Test
  void theServerHandsABoundTokenOnToAnotherKeyOnly() {
    String order = "{\"parent\": \"" + issued.text("id") + "\", \"agentId\": \"worker\"";
    assertThat(
            client()
                .post("/v1/tokens/delegate", order + "}")
                .expectProblem(422, "invalid_request")
                .body())
        .contains("/cnf", "the parent is bound");

    Answer child =
        client()
            .post(
                "/v1/tokens/delegate", order + ", \"cnf\": {\"jwk\": " + worker.publicJwk() + "}}")
            .expect(201);
    denied(bearer(child.text("token")), "proof_invalid");
    denied(read(boss, child.text("token")), "proof_invalid");
    allowed(read(worker, child.text("token")));
  }

  /** Points of small order, also with the sign set, and one that is written beyond the field. */
  private static String weak(String x) {
    return "{\"jwk\": {\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\"}}";
  }

  private Answer issue(String more) {
    return client()
        .post("/v1/tokens", order(", \"cnf\": {\"jwk\": " + boss.publicJwk() + "}" + more))
        .expect(201);
  }

  private static String order(String more) {
    return "{\"agentId\": \"boss\", \"policyId\": \"p\", \"session\": {\"customer_id\": \"12\"}"
        + more
        + "}";
  }

  private Client client() {
    return test.client();
  }

  private String url() {
    return test.server().address() + "/v1/enforce";
  }

  private String handed(
      HolderKey holder,
      String token,
      String agent,
      HolderKey to,
      String capability,
      Narrowing... narrowings) {
    return link(holder, token, agent, to, capability, Duration.ofMinutes(59), narrowings);
  }

  private String link(
      HolderKey holder,
      String token,
      String agent,
      HolderKey to,
      String capability,
      Duration life,
      Narrowing... narrowings) {
    var link =
        new HandingOn.Link(
            agent,
            to.publicKey(),
            TestServer.START.plus(life),
            Map.of(policy, Set.of(capability)),
            List.of(narrowings));
    HandingOn.Handed handed = HandingOn.delegate(holder, token, link);
    assertThat(handed.problem()).isEmpty();
    return handed.token();
  }

  private String body(
      HolderKey holder, String token, String action, String resource, String context) {
    if (StrictJson.readObject(context, JsonLimits.DEFAULT)
        instanceof StrictJson.Reading.Document(Value.Struct values)) {
      var asked = new HandingOn.Asked(action, resource, values);
      return HandingOn.request(holder, token, url(), test.now(), asked, new SecureRandom());
    }
    throw new AssertionError(context);
  }

  private Answer ask(
      HolderKey holder, String token, String action, String resource, String context) {
    return client().post("/v1/enforce", body(holder, token, action, resource, context));
  }

  private Answer read(HolderKey holder, String token) {
    return ask(holder, token, "read", "customer://12/a", "{}");
  }

  private Answer pay(HolderKey holder, String token, String resource, String amount) {
    return ask(holder, token, "pay", resource, "{\"amount\": " + amount + "}");
  }

  private Answer bearer(String token) {
    return Refunds.enforce(client(), token, "read", "customer://12/a", "{}");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static void allowed(Answer answer) {
    assertThat(answer.text("allowed")).as(answer.body()).isEqualTo("true");
  }

  private static void denied(Answer answer, String code) {
    assertThat(answer.text("allowed")).as(answer.body()).isEqualTo("false");
    assertThat(answer.text("reasons.0.code")).as(answer.body()).isEqualTo(code);
  }
}
