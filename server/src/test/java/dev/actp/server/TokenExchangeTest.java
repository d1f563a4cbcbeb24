package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Token exchange (RFC 8693), narrowed by scope and authorization details (RFC 9396). */
class TokenExchangeTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";
  private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
  private static final String AGENT = "urn:actp:token-type:agent";
  private static final String HOLDER_KEY =
      "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\":"
          + " \"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
  private static final String POLICY =
      """
      policy "desk" version "1"
      session customer: string
      action pay(amount: decimal)
      capability pay on "order://{session.customer}/*" { limit 130 of amount per day }
      capability read on "doc://**", "crm://7\\*" { limit 10 per day }
      capability open, close as edit on "doc://**" {}
      capability sign on "doc://**" { not delegable }
      delegation depth 2
      token lifetime at most 8h
      """;

  private TestServer test;
  private Client client;
  private Answer parent;

  @BeforeEach
  void start() {
    test = TestServer.start();
    client = test.client();
    client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    for (String agent : new String[] {"boss", "worker"}) {
      client
          .post("/v1/agents", "{\"id\": \"%1$s\", \"name\": \"%1$s\"}".formatted(agent))
          .expect(201);
    }
    parent = token("boss", "");
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private Answer token(String agent, String more) {
    return client
        .post(
            "/v1/tokens",
            "{\"agentId\": \"%s\", \"policyId\": \"desk\", \"session\": {\"customer\": \"7\"}%s}"
                .formatted(agent, more))
        .expect(201);
  }

  /** A form that is good, with some parameters instead of its own; an empty one leaves it out. */
  private Map<String, String> form(String... others) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", GRANT);
    form.put("subject_token", parent.text("token"));
    form.put("subject_token_type", ACCESS);
    form.put("actor_token", "worker");
    form.put("actor_token_type", AGENT);
    for (int i = 0; i < others.length; i += 2) {
      form.put(others[i], others[i + 1]);
    }
    return form;
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Answer exchange(String... others) {
    return exchange(client, encoded(form(others)));
  }

  private static Answer exchange(Client caller, String form) {
    return caller.post("/v1/oauth/token", FORM, form);
  }

  private static String refused(Answer answer, int status, String error) {
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.expect(status).text("error")).as(answer.body()).isEqualTo(error);
    assertThat(answer.text("error_description")).matches("[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]+");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.text("access_token")).isEmpty();
    return answer.text("error_description");
  }

  private String ask(Answer exchanged, String action, String resource, String context) {
    return Refunds.enforce(client, exchanged.text("access_token"), action, resource, context)
        .text("reasons.0.code");
  }

  @Test
  void aTokenIsExchangedForOneOfAnotherAgent() {
    Answer child = exchange().expect(200);

    assertThat(child.text("token_type")).isEqualTo("Bearer");
    assertThat(child.text("issued_token_type")).isEqualTo(ACCESS);
    assertThat(child.text("expires_in")).isEqualTo("3600");
    assertThat(child.text("scope")).isEqualTo("edit pay read");
    assertThat(child.header("cache-control")).isEqualTo("no-store");
    assertThat(child.header("pragma")).isEqualTo("no-cache");
    assertThat(ask(child, "read", "doc://1", "{}")).isEqualTo("granted");
    assertThat(ask(child, "sign", "doc://1", "{}")).isEqualTo("capability_not_granted");
    Answer shown =
        client.post("/v1/introspect", FORM, "token=" + child.text("access_token")).expect(200);
    assertThat(shown.text("sub")).isEqualTo("worker");
    assertThat(shown.text("act.act.sub")).isEqualTo("boss");
    assertThat(shown.text("parent_id")).isEqualTo(parent.text("id"));
    assertThat(client.get("/v1/audit?action=delegate_token").body())
        .contains(shown.text("jti"))
        .doesNotContain(child.text("access_token"));
  }

  @Test
  void theActorIsNamedOrShowsATokenOrIsTheSubjectItself() {
    String worker = token("worker", "").text("token");
    for (String type : new String[] {ACCESS, JWT}) {
      Answer child = exchange("actor_token", worker, "actor_token_type", type).expect(200);
      assertThat(agentOf(child)).isEqualTo("worker");
    }
    Answer less = exchange("actor_token", "", "actor_token_type", "", "scope", "read").expect(200);
    assertThat(agentOf(less)).isEqualTo("boss");
    assertThat(ask(less, "pay", "order://7/1", "{\"amount\": 1}"))
        .isEqualTo("capability_not_granted");
    refused(exchange("actor_token", "nobody"), 400, "invalid_request");
    refused(exchange("actor_token", worker + "A", "actor_token_type", JWT), 400, "invalid_request");
    client.post("/v1/agents/worker/revoke", "{}").expect(200);
    assertThat(
            refused(
                exchange("actor_token", worker, "actor_token_type", ACCESS),
                400,
                "invalid_request"))
        .contains("actor_token", "token_revoked");
  }

  private String agentOf(Answer exchanged) {
    String form = "token=" + exchanged.text("access_token");
    return client.post("/v1/introspect", FORM, form).expect(200).text("sub");
  }

  @Test
  void theFormOfTheSubjectIsTheChildsUnlessAJwtIsAskedFor() {
    String reference = token("boss", ", \"format\": \"reference\"").text("token");
    Answer child = exchange("subject_token", reference).expect(200);
    assertThat(child.text("access_token")).startsWith("act_");
    assertThat(ask(child, "read", "doc://1", "{}")).isEqualTo("granted");
    Answer jwt = exchange("subject_token", reference, "requested_token_type", JWT).expect(200);
    assertThat(jwt.text("issued_token_type")).isEqualTo(JWT);
    assertThat(jwt.text("access_token").split("\\.", -1)).hasSize(3);
    assertThat(
            refused(
                exchange("subject_token", reference, "subject_token_type", JWT),
                400,
                "invalid_request"))
        .contains("no JWT");
  }

  @Test
  void scopeAndDetailsSayWhatOfTheParentTheChildGets() {
    Answer read = exchange("scope", "read").expect(200);
    assertThat(read.text("scope")).isEqualTo("read");
    assertThat(ask(read, "pay", "order://7/1", "{\"amount\": 1}"))
        .isEqualTo("capability_not_granted");
    String pay =
        """
        [{"type": "actp_capability", "capability": "pay", "policy": "%s", "actions": ["pay"],
          "locations": ["order://7/1"], "clauses": "require amount <= 5"}]
        """
            .formatted(client.get("/v1/policies/desk").text("id"));
    Answer paid = exchange("authorization_details", pay, "scope", "read").expect(200);
    assertThat(paid.text("scope")).isEqualTo("pay read");
    assertThat(ask(paid, "pay", "order://7/1", "{\"amount\": 6}")).isEqualTo("requirement_not_met");
    assertThat(ask(paid, "pay", "order://7/2", "{\"amount\": 1}"))
        .isEqualTo("capability_not_granted");
    assertThat(ask(paid, "pay", "order://7/1", "{\"amount\": 5}")).isEqualTo("granted");
    assertThat(ask(paid, "read", "doc://1", "{}")).isEqualTo("granted");
    String details = "authorization_details.0.";
    assertThat(paid.text(details + "type")).isEqualTo("actp_capability");
    assertThat(paid.text(details + "capability")).isEqualTo("pay");
    assertThat(paid.text(details + "actions.0")).isEqualTo("pay");
    assertThat(paid.text(details + "locations.0")).isEqualTo("order://7/*");
    assertThat(paid.text(details + "narrowed.0.locations.0")).isEqualTo("order://7/1");
    assertThat(paid.text(details + "narrowed.0.clauses")).isEqualTo("require amount <= 5");
    assertThat(paid.text("authorization_details.1.locations.1")).isEqualTo("crm://7\\*");
    assertThat(paid.body()).doesNotContain("constraints", "limit 130");
  }

  @Test
  void whatIsNarrowedStaysSoHoweverOftenItIsExchanged() {
    String details =
        "[{\"type\": \"actp_capability\", \"capability\": \"pay\", \"clauses\": \"require amount <="
            + " 5\"}]";
    Answer once = exchange("authorization_details", details).expect(200);
    String wide = details.replace("5", "50");
    Answer twice =
        exchange("subject_token", once.text("access_token"), "authorization_details", wide)
            .expect(200);
    assertThat(ask(twice, "pay", "order://7/1", "{\"amount\": 6}"))
        .isEqualTo("requirement_not_met");
    assertThat(
            refused(exchange("subject_token", twice.text("access_token")), 400, "invalid_request"))
        .contains("2 deep at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "scope | sign | invalid_scope | not delegable",
        "scope | read fly | invalid_scope | does not hold `fly`",
        "scope | read  pay | invalid_scope | one blank between",
        "scope | read\tpay | invalid_scope | one blank between",
        "scope | \"read\" | invalid_scope | one blank between",
        "authorization_details | x | invalid_authorization_details | JSON list",
        "authorization_details | [] | invalid_authorization_details | JSON list",
        "authorization_details | {} | invalid_authorization_details | JSON list",
        "authorization_details | [1] | invalid_authorization_details | JSON list",
        "authorization_details | [{}] | invalid_authorization_details | /0/type is required",
        "authorization_details | [{\"type\": \"payment\"}] | invalid_authorization_details"
            + " | the only type here",
        "authorization_details | [{\"type\": \"actp_capability\"}] | invalid_authorization_details"
            + " | /0/capability is required",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"fly\"}]"
            + " | invalid_authorization_details | does not hold `fly`",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"sign\"}]"
            + " | invalid_authorization_details | not delegable",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"pay\","
            + " \"locations\": [\"order://*\"]}] | invalid_authorization_details | is wider than",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"pay\","
            + " \"locations\": []}] | invalid_authorization_details | /0/locations has to be left",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"pay\","
            + " \"locations\": [\"{\"]}] | invalid_authorization_details | /0/locations",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"pay\","
            + " \"clauses\": \"require amuont < 1\"}] | invalid_authorization_details | amuont",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"edit\","
            + " \"actions\": [\"open\"]}] | invalid_authorization_details | all actions",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"pay\","
            + " \"policy\": \"other\"}] | invalid_authorization_details | no such capability",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"pay\","
            + " \"privileges\": [\"all\"]}] | invalid_authorization_details | unknown member",
        "authorization_details | [{\"type\": \"actp_capability\", \"capability\": \"pay\"},"
            + " {\"type\": \"actp_capability\", \"capability\": \"pay\", \"clauses\": \"require"
            + " amount < 1\"}] | invalid_authorization_details | narrowed twice",
      })
  void whatWouldBeMoreOrMakesNoSenseIsRefused(
      String parameter, String value, String error, String why) {
    assertThat(refused(exchange(parameter, value), 400, error)).contains(why);
  }

  @Test
  void attemptsAtMoreAreOnRecord() {
    refused(exchange("scope", "sign"), 400, "invalid_scope");
    assertThat(client.get("/v1/audit?action=delegate_token").expect(200).body())
        .contains("\"refused\"", "not delegable");
  }

  @Test
  void subjectsThatAreNotGoodAreNotExchanged() {
    String good = parent.text("token");
    String none =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
            + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
    char middle = good.charAt(good.length() - 20);
    String forged =
        good.substring(0, good.length() - 20)
            + (middle == 'A' ? 'B' : 'A')
            + good.substring(good.length() - 19);
    for (String bad :
        new String[] {"x", "a.b.c", none, forged, good + "=", "act_" + "A".repeat(48)}) {
      assertThat(refused(exchange("subject_token", bad), 400, "invalid_request"))
          .isEqualTo("the `subject_token` is not good");
    }
    try (TestServer other = TestServer.start()) {
      Client there = other.client();
      there.post("/v1/policies", "text/x-actp", POLICY).expect(201);
      there.post("/v1/agents", "{\"id\": \"boss\", \"name\": \"boss\"}").expect(201);
      String foreign =
          there
              .post("/v1/tokens", "{\"agentId\": \"boss\", \"session\": {\"customer\": \"7\"}}")
              .expect(201)
              .text("token");
      refused(exchange("subject_token", foreign), 400, "invalid_request");
    }
    client.post("/v1/tokens/" + parent.text("id") + "/revoke", "{}").expect(200);
    assertThat(refused(exchange(), 400, "invalid_request")).contains("token_revoked");
    parent = token("boss", ", \"expiresIn\": \"10m\"");
    exchange().expect(200);
    test.advance(Duration.ofMinutes(10));
    assertThat(refused(exchange(), 400, "invalid_request")).contains("token_expired");
  }

  @Test
  void aBoundTokenIsNoBearersToExchange() {
    parent = token("boss", ", \"cnf\": {\"jwk\": " + HOLDER_KEY + "}");
    assertThat(refused(exchange(), 400, "invalid_request")).contains("bound to a key");
    assertThat(
            refused(
                exchange(
                    "subject_token",
                    token("boss", "").text("token"),
                    "actor_token",
                    parent.text("token"),
                    "actor_token_type",
                    ACCESS),
                400,
                "invalid_request"))
        .contains("actor_token", "bound to a key");
  }

  @Test
  void aChildEndsWithItsParentAtTheLatest() {
    parent = token("boss", ", \"expiresIn\": \"10m\"");
    test.advance(Duration.ofMinutes(4));
    assertThat(exchange().expect(200).text("expires_in")).isEqualTo("360");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grant_type||invalid_request|`grant_type` is required",
        "grant_type|client_credentials|unsupported_grant_type|token-exchange",
        "grant_type|authorization_code|unsupported_grant_type|token-exchange",
        "subject_token||invalid_request|`subject_token` is required",
        "subject_token_type||invalid_request|`subject_token_type` is required",
        "subject_token_type|urn:ietf:params:oauth:token-type:id_token|invalid_request"
            + "|has to be one of",
        "subject_token_type|urn:actp:token-type:agent|invalid_request|has to be one of",
        "actor_token||invalid_request|go together",
        "actor_token_type||invalid_request|go together",
        "actor_token_type|urn:ietf:params:oauth:token-type:saml2|invalid_request"
            + "|has to be one of",
        "requested_token_type|urn:ietf:params:oauth:token-type:refresh_token|invalid_request"
            + "|has to be one of",
        "client_secret|actk_x|invalid_request|not in the form",
        "audience|https://elsewhere.example|invalid_target|this decision point",
        "resource|https://elsewhere.example|invalid_target|this decision point",
      })
  void aFormThatAsksForSomethingElseIsRefused(
      String parameter, String value, String error, String why) {
    assertThat(refused(exchange(parameter, value == null ? "" : value), 400, error)).contains(why);
  }

  @Test
  void aParameterIsThereOnceButForTargets() {
    String form = encoded(form());
    for (String twice : new String[] {"grant_type=" + GRANT, "scope=read&scope=read"}) {
      assertThat(refused(exchange(client, form + "&" + twice), 400, "invalid_request"))
          .contains("is there twice");
    }
    String here = "http://127.0.0.1:" + test.server().port();
    String targets = "&audience=urn:actp:decision-point&audience=" + here + "&resource=" + here;
    exchange(client, form + targets + "&unknown=1").expect(200);
    refused(exchange(client, form + targets + "&resource=a:b"), 400, "invalid_target");
    for (String form2 : new String[] {"", "grant_type=%zz", "%"}) {
      refused(exchange(client, form2), 400, "invalid_request");
    }
    refused(client.post("/v1/oauth/token", "{}"), 415, "invalid_request");
  }

  @Test
  void clientsAreKnownByTheirKeysAndHoldersByTheirToken() {
    String form = encoded(form());
    Answer nobody = exchange(client.with(Map.of()), form);
    refused(nobody, 401, "invalid_client");
    assertThat(nobody.header("www-authenticate")).contains("Bearer realm=", "Basic realm=");
    Answer issuer = key("\"roles\": [\"issuer\"]");
    String pair = issuer.text("id") + ":" + issuer.text("key");
    exchange(client.with(Map.of("Authorization", "Basic " + base64(pair))), form).expect(200);
    refused(
        exchange(client.with(Map.of("Authorization", "Basic " + base64(pair + "x"))), form),
        401,
        "invalid_client");
    Client bearer = client.with(Map.of("Authorization", "Bearer " + issuer.text("key")));
    exchange(bearer, form).expect(200);
    refused(exchange(bearer.and("X-Api-Key", TestServer.KEY), form), 401, "invalid_client");
    refused(exchange(as("\"roles\": [\"enforcer\"]"), form), 400, "unauthorized_client");
    refused(
        exchange(as("\"roles\": [\"issuer\"], \"agents\": [\"worker\"]"), form),
        400,
        "invalid_request");
    refused(
        exchange(as("\"roles\": [\"issuer\"], \"agents\": [\"boss\"]"), form),
        400,
        "unauthorized_client");
    Client holder = client.with(Map.of("Authorization", "Bearer " + parent.text("token")));
    assertThat(agentOf(exchange(holder, form).expect(200))).isEqualTo("worker");
    Client other =
        client.with(Map.of("Authorization", "Bearer " + token("boss", "").text("token")));
    refused(exchange(other, form), 400, "invalid_request");
  }

  private Answer key(String terms) {
    return client.post("/v1/keys", "{\"label\": \"k\", " + terms + "}").expect(201);
  }

  private Client as(String terms) {
    return client.with(Map.of("X-Api-Key", key(terms).text("key")));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRepeatedRequestMakesNoSecondTokenAndShowsNoSecret() {
    Client once = client.and("Idempotency-Key", "one");
    String form = encoded(form());
    exchange(once, form).expect(200);
    Answer again = exchange(once, form).expect(200);
    assertThat(again.text("token_withheld")).isEqualTo("true");
    assertThat(again.text("access_token")).isEmpty();
    assertThat(client.get("/v1/audit?action=delegate_token").body().split("\"audit_id\"", -1))
        .hasSize(2);
  }

  @Test
  void introspectionShowsCapabilitiesAsDetailsAndTheirDemandsToWhoMayReadPolicies() {
    String form = "token=" + parent.text("token");
    Answer full = client.post("/v1/introspect", FORM, form).expect(200);
    assertThat(full.text("authorization_details.0.capability")).isEqualTo("pay");
    assertThat(full.text("authorization_details.0.constraints.0"))
        .isEqualTo("limit 130 of amount per day");
    assertThat(full.text("authorization_details.2.actions.1")).isEqualTo("close");
    Answer coarse = as("\"roles\": [\"enforcer\"]").post("/v1/introspect", FORM, form).expect(200);
    assertThat(coarse.text("authorization_details.0.locations.0")).isEqualTo("order://7/*");
    assertThat(coarse.body()).doesNotContain("constraints");
    String revoke = "/v1/tokens/" + parent.text("id") + "/revoke";
    client.post(revoke, "{\"capability\": \"pay\"}").expect(200);
    client.post(revoke, "{\"capability\": \"close\"}").expect(200);
    Answer less = client.post("/v1/introspect", FORM, form).expect(200);
    assertThat(less.text("authorization_details.0.capability")).isEqualTo("read");
    assertThat(less.text("authorization_details.1.capability")).isEqualTo("sign");
    assertThat(less.text("scope")).doesNotContain("pay");
  }
}
