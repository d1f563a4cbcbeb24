package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that are handed on through the server. */
class DelegationTest {
  private static final String POLICY =
      """
      policy "desk" version "1"
      session customer: string
      list vip = ["7"]
      action pay(amount: decimal)
      capability pay on "order://{session.customer}/*" { limit 130 of amount per day }
      capability read on "**" { limit 10 per day }
      capability sign on "**" { not delegable }
      delegation depth 2
      token lifetime at most 8h
      """;

  private TestServer test;
  private Client client;

  @BeforeEach
  void start() {
    test = TestServer.start();
    client = test.client();
    activate(POLICY);
    for (String agent : new String[] {"boss", "worker", "helper", "fourth"}) {
      client.post("/v1/agents", "{\"id\": \"%1$s\", \"name\": \"%1$s\"}".formatted(agent));
    }
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private void activate(String source) {
    if (client.get("/v1/policies/desk").status() == 404) {
      client.post("/v1/policies", "text/x-actp", source).expect(201);
    } else {
      client
          .send(
              client
                  .request("/v1/policies/desk")
                  .header("Content-Type", "text/x-actp")
                  .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(source)))
          .expect(200);
    }
  }

  private Answer root(String more) {
    String body =
        "{\"agentId\": \"boss\", \"policyId\": \"desk\", \"session\": {\"customer\": \"7\"}";
    return client.post("/v1/tokens", body + more + "}").expect(201);
  }

  private Answer hand(Answer parent, String agent, String more) {
    return client.post(
        "/v1/tokens/delegate",
        "{\"parent\": \"%s\", \"agentId\": \"%s\"%s}".formatted(parent.text("id"), agent, more));
  }

  private String ask(Answer token, String action, String resource, String context) {
    return Refunds.enforce(client, token.text("token"), action, resource, context)
        .text("reasons.0.code");
  }

  private String pay(Answer token, String amount) {
    return ask(token, "pay", "order://7/1", "{\"amount\": " + amount + "}");
  }

  private String read(Answer token) {
    return ask(token, "read", "doc://1", "{}");
  }

  private Answer shown(Answer token) {
    return client.get("/v1/tokens/" + token.text("id")).expect(200);
  }

  private static String claims(Answer token) {
    String text = token.text("token");
    String body = text.substring(text.indexOf('.') + 1, text.lastIndexOf('.'));
    return new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
  }

  @Test
  void aChildHoldsLessAndEveryLinkIsHeldToItsOwnWords() {
    Answer root = root("");
    Answer child =
        hand(root, "worker", ", \"capabilities\": [\"pay\"], \"clauses\": \"require   amount<=50\"")
            .expect(201);
    Answer grandchild =
        hand(child, "helper", ", \"on\": \"order://7/1\", \"clauses\": \"require amount <= 20\"")
            .expect(201);

    assertThat(child.text("narrow.0.clauses")).isEqualTo("require amount <= 50");
    assertThat(child.text("parent_id")).isEqualTo(root.text("id"));
    assertThat(child.text("capabilities.0")).isEqualTo("pay");
    assertThat(pay(root, "51")).isEqualTo("granted");
    assertThat(pay(child, "51")).isEqualTo("requirement_not_met");
    assertThat(read(child)).isEqualTo("capability_not_granted");
    assertThat(pay(child, "21")).isEqualTo("granted");
    assertThat(pay(grandchild, "21")).isEqualTo("requirement_not_met");
    assertThat(ask(grandchild, "pay", "order://7/2", "{\"amount\": 1}"))
        .isEqualTo("capability_not_granted");
    assertThat(pay(grandchild, "20")).isEqualTo("granted");
    assertThat(pay(grandchild, "20")).isEqualTo("granted");
    assertThat(pay(grandchild, "20")).as("all draw on one budget").isEqualTo("limit_reached");
  }

  @Test
  void aNarrowedChainIsTheSameAfterARestart() {
    Answer root = root(", \"clauses\": \"require amount <= 60\", \"capabilities\": [\"pay\"]");
    Answer child = hand(root, "worker", ", \"clauses\": \"limit 2 per 1d\"").expect(201);
    assertThat(pay(child, "1")).isEqualTo("granted");
    Answer before = shown(child);
    test.restart();
    client = test.client();

    assertThat(shown(child).json()).isEqualTo(before.json());
    assertThat(before.text("chain.0.narrow.0.clauses")).isEqualTo("require amount <= 60");
    assertThat(pay(child, "61")).isEqualTo("requirement_not_met");
    assertThat(pay(child, "1")).isEqualTo("granted");
    assertThat(pay(child, "1")).isEqualTo("limit_reached");
    assertThat(pay(root, "1")).as("the limit is the child's own").isEqualTo("granted");
  }

  @Test
  void aLimitOfAChildIsItsOwnAndItsDescendants() {
    Answer root = root("");
    Answer one =
        hand(root, "worker", ", \"capabilities\": [\"read\"], \"clauses\": \"limit 2 per day\"");
    Answer other =
        hand(root, "worker", ", \"capabilities\": [\"read\"], \"clauses\": \"limit 2 per day\"");
    Answer below = hand(one, "helper", "").expect(201);

    assertThat(read(one)).isEqualTo("granted");
    assertThat(read(below)).isEqualTo("granted");
    assertThat(read(below)).isEqualTo("limit_reached");
    assertThat(read(one)).isEqualTo("limit_reached");
    assertThat(read(other)).isEqualTo("granted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "narrow|\"capabilities\": [\"read\", \"pay\"]|the token does not hold `read`",
        "root|\"capabilities\": [\"erase\"]|the token does not hold `erase`",
        "root|\"capabilities\": [\"sign\"]|`sign` is not delegable",
        "root|\"expiresIn\": \"2h\"|it would end at 2026-02-16T12:00:00Z, after the token that it"
            + " is handed on from, which ends at 2026-02-16T11:00:00Z",
        "root|\"on\": \"order://**\", \"capabilities\": [\"pay\"]|`order://**` is wider than"
            + " `capability pay on \"order://{session.customer}/*\"`: it takes `order://x/x`",
        "narrow|\"on\": [\"order://7/1\", \"order://7/2\"]|`order://7/2` is wider than"
            + " `order://7/1`: it takes `order://7/2`",
      })
  void whatWouldBeMoreIsRefusedWithTheDifferenceAndRecorded(
      String which, String wish, String difference) {
    Answer root = root(", \"expiresIn\": \"1h\"");
    String narrower = "{\"action\": \"pay\", \"resource\": \"order://7/1\"}";
    Answer parent =
        which.equals("root")
            ? root
            : hand(root, "worker", ", \"capabilities\": [" + narrower + "]").expect(201);

    Answer refused = hand(parent, "helper", ", " + wish).expectProblem(403, "delegation_refused");

    assertThat(refused.text("detail")).isEqualTo(difference);
    assertThat(client.get("/v1/audit?action=delegate_token").body())
        .contains("\"refused\":\"escalation\"");
  }

  @Test
  void depthAndAttenuationAreThePolicys() {
    Answer two = hand(hand(root(""), "worker", ""), "helper", "").expect(201);
    assertThat(hand(two, "fourth", "").expectProblem(403, "delegation_refused").text("detail"))
        .isEqualTo("the policies let tokens be handed on 2 deep at most");
    activate(POLICY.replace("depth 2", "depth 2 attenuated"));
    Answer root = root("");
    String end = ", \"expires_at\": \"2026-02-16T11:00:00Z\"";
    assertThat(hand(root, "worker", end + ", \"capabilities\": [\"read\", \"pay\"]").text("detail"))
        .isEmpty();
    String all = ", \"capabilities\": [\"read\"]";
    Answer narrow = hand(root, "worker", all + end).expect(201);
    assertThat(
            hand(narrow, "helper", all + end)
                .expectProblem(403, "delegation_refused")
                .text("detail"))
        .isEqualTo("the policies demand that less is handed on than is held");
    hand(narrow, "helper", all + end + ", \"clauses\": \"limit 1 per day\"").expect(201);
    activate(POLICY.replace("delegation depth 2\n", ""));
    assertThat(hand(root, "worker", "").expectProblem(403, "delegation_refused").text("detail"))
        .isEqualTo("the policies let no token be handed on");
  }

  @Test
  void aChainHasEightLinks() {
    activate(POLICY.replace("depth 2", "depth 7"));
    Answer last = root("");
    for (int i = 0; i < 7; i++) {
      last = hand(last, i % 2 == 0 ? "worker" : "helper", "").expect(201);
    }
    assertThat(hand(last, "helper", "").expectProblem(403, "delegation_refused").text("detail"))
        .isEqualTo("the policies let tokens be handed on 7 deep at most");
    assertThat(read(last)).isEqualTo("granted");
  }

  @Test
  void aChildDiesWithItsParentAndDoesNotLiveLongerByRenewal() {
    Answer root = root(", \"expiresIn\": \"1h\"");
    Answer child =
        hand(
            root,
            "worker",
            ", \"clauses\": \"limit 5 per day\", \"expiresIn\": \"30m\", \"capabilities\":"
                + " [\"read\"]");
    client.post("/v1/tokens/" + root.text("id") + "/renew", "{\"expiresIn\": \"3h\"}").expect(200);
    String renew = "/v1/tokens/" + child.text("id") + "/renew";
    assertThat(
            client
                .post(renew, "{\"expiresIn\": \"2h\"}")
                .expectProblem(422, "invalid_request")
                .text("detail"))
        .contains("does not outlive");
    Answer renewed = client.post(renew, "{}").expect(200);
    assertThat(renewed.text("expires_at")).isEqualTo("2026-02-16T11:00:00Z");
    assertThat(claims(renewed)).contains("\"narrow\":[{\"policy\":").contains("limit 5 per day");
    assertThat(read(renewed)).isEqualTo("granted");
    test.advance(Duration.ofHours(1));
    assertThat(read(renewed)).isEqualTo("token_expired");
  }

  @Test
  void revocationsOfAParentReachItsChildrenAndStopNewOnes() {
    Answer root = root("");
    Answer child = hand(root, "worker", "").expect(201);
    String revoke = "/v1/tokens/" + root.text("id") + "/revoke";
    client.post(revoke, "{\"capability\": \"read\"}").expect(200);
    assertThat(read(child)).isEqualTo("capability_revoked");
    assertThat(
            hand(root, "helper", ", \"capabilities\": [\"read\"]")
                .expectProblem(403, "delegation_refused")
                .text("detail"))
        .isEqualTo("`read` is revoked in the token");
    client.post(revoke, "{}").expect(200);
    assertThat(pay(child, "1")).isEqualTo("token_revoked");
    assertThat(hand(root, "helper", "").expectProblem(409, "conflict").text("detail"))
        .isEqualTo("the token is not good any more: token_revoked");
  }

  @Test
  void itIsForAKnownAgentThatMayAct() {
    Answer root = root("");
    hand(root, "nobody", "").expectProblem(422, "unknown_reference");
    assertThat(client.get("/v1/audit?action=delegate_token").body()).contains("\"refused\"");
    client.put("/v1/agents/worker", "{\"disabled\": true}").expect(200);
    assertThat(hand(root, "worker", "").expectProblem(409, "conflict").text("detail"))
        .isEqualTo("the token would not be good: agent_suspended");
    client.put("/v1/agents/boss", "{\"disabled\": true}").expect(200);
    assertThat(hand(root, "helper", "").expectProblem(409, "conflict").text("detail"))
        .contains("agent_suspended");
  }

  @Test
  void whoeverHoldsATokenHandsOnThatOneAndNoOther() {
    Answer root = root("");
    Answer other = root("");
    Client holder = client.with(Map.of("Authorization", "Bearer " + root.text("token")));
    String body = "{\"agentId\": \"worker\", \"capabilities\": [\"read\"]%s}";

    Answer child = holder.post("/v1/tokens/delegate", body.formatted("")).expect(201);

    assertThat(child.text("parent_id")).isEqualTo(root.text("id"));
    assertThat(read(child)).isEqualTo("granted");
    assertThat(client.get("/v1/audit?action=delegate_token").body())
        .contains("\"actor\":{\"id\":\"" + root.text("id") + "\",\"kind\":\"token\"}");
    holder
        .post("/v1/tokens/delegate", body.formatted(", \"parent\": \"" + root.text("id") + "\""))
        .expect(201);
    holder
        .post("/v1/tokens/delegate", body.formatted(", \"parent\": \"" + other.text("id") + "\""))
        .expectProblem(422, "unknown_reference");
    holder
        .post("/v1/tokens/delegate", body.formatted(", \"token\": \"" + other.text("token") + "\""))
        .expectProblem(422, "unknown_reference");
    holder.post("/v1/tokens", "{\"agentId\": \"boss\"}").expectProblem(403, "forbidden");
    client.post("/v1/tokens/" + root.text("id") + "/revoke", "{}").expect(200);
    holder.post("/v1/tokens/delegate", body.formatted("")).expectProblem(401, "unauthenticated");
  }

  @Test
  void aHolderIsHeardTenTimesASecond() {
    Answer root = root("");
    Client holder = client.with(Map.of("Authorization", "Bearer " + root.text("token")));
    String body = "{\"agentId\": \"worker\", \"capabilities\": [\"sign\"]}";
    for (int i = 0; i < 10; i++) {
      holder.post("/v1/tokens/delegate", body).expectProblem(403, "delegation_refused");
    }
    holder.post("/v1/tokens/delegate", body).expectProblem(503, "overloaded");
    test.advance(Duration.ofSeconds(1));
    holder.post("/v1/tokens/delegate", body).expectProblem(403, "delegation_refused");
  }

  @Test
  void theChainIsShownAndSaidInTheWordsOfTokenExchange() {
    Answer child = hand(hand(root(""), "worker", ""), "helper", ", \"capabilities\": [\"read\"]");

    assertThat(claims(child))
        .contains(
            "\"act\":{\"act\":{\"act\":{\"sub\":\"boss\"},\"sub\":\"worker\"},\"sub\":\"helper\"}");
    Answer introspected =
        client.post(
            "/v1/introspect", "application/x-www-form-urlencoded", "token=" + child.text("token"));
    assertThat(introspected.text("act.sub")).isEqualTo("helper");
    assertThat(introspected.text("act.act.act.sub")).isEqualTo("boss");
    assertThat(introspected.text("chain.1.agent_id")).isEqualTo("worker");
    assertThat(shown(child).text("chain.0.agent_id")).isEqualTo("boss");
  }

  @Test
  void aReferenceIsHandedOnToo() {
    Answer parent =
        client
            .post(
                "/api/tokens",
                "{\"agentId\": \"boss\", \"policyId\": \"desk\", \"session\": {\"customer\":"
                    + " \"7\"}}")
            .expect(201);
    Answer child =
        client
            .post(
                "/api/tokens/delegate",
                "{\"token\": \"%s\", \"agent_id\": \"worker\"}".formatted(parent.text("token")))
            .expect(201);
    assertThat(child.text("token")).startsWith("act_");
    assertThat(read(child)).isEqualTo("granted");
    assertThat(ask(child, "sign", "doc://1", "{}"))
        .as("what is bound to the parent is not handed on by default")
        .isEqualTo("capability_not_granted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"clauses\": \"require amuont <= 5\"|no attribute `amuont`",
        "\"clauses\": \"require\"|expected",
        "\"clauses\": \"not delegable\"|cannot add this",
        "\"clauses\": \"during nights\"|no window `nights`",
        "\"clauses\": [\"require amount <= 5\"]|has to be a string",
        "\"on\": \"order://{x}\"|stands for no value",
        "\"capabilities\": [{\"action\": \"pay\", \"constraints\": {\"maxAmuont\": 5}}]|did you"
            + " mean `maxAmount`",
        "\"capabilities\": [{\"action\": \"pay\", \"constraints\": {\"allowed_hours\":"
            + " {}}}]|constraints",
        "\"capabilities\": [{\"action\": \"pay\", \"clauses\": \"require amount <= 1\"},"
            + " {\"action\": \"pay\"}]|narrowed twice",
        "\"capabilities\": [{\"action\": \"pay\", \"unless\": 1}]|unknown member",
        "\"agents\": []|unknown member",
      })
  void whatIsWrongIsSaidWhereItStands(String more, String why) {
    String wish = more.contains("capabilities") ? more : more + ", \"capabilities\": [\"pay\"]";
    assertThat(hand(root(""), "worker", ", " + wish).expectProblem(422, "invalid_request").body())
        .contains(why);
  }

  @Test
  void textsAreBounded() {
    String clause = "require amount <= 5";
    String longest = clause + " ".repeat(2_048 - clause.length());
    String body = ", \"capabilities\": [\"pay\"], \"clauses\": \"%s\"";
    hand(root(""), "worker", body.formatted(longest)).expect(201);
    assertThat(
            hand(root(""), "worker", body.formatted(longest + " "))
                .expectProblem(422, "invalid_request")
                .body())
        .contains("2,048 characters");
  }

  @Test
  void constraintsOfTheDialectsNarrowAtIssueAndWhenHandedOn() {
    Answer root =
        root(
            ", \"capabilities\": [{\"action\": \"pay\", \"resource\":"
                + " \"order://{{session.customer}}/1\", \"constraints\": {\"maxAmount\": 40}}]");
    assertThat(root.text("narrow.0.on.0")).isEqualTo("order://{session.customer}/1");
    assertThat(root.text("narrow.0.clauses")).contains("amount <= 40");
    assertThat(pay(root, "41")).isEqualTo("requirement_not_met");
    assertThat(ask(root, "pay", "order://7/2", "{\"amount\": 1}"))
        .isEqualTo("capability_not_granted");
    assertThat(pay(root, "40")).isEqualTo("granted");
  }

  @Test
  void whatThePolicyUnderstandsNoMoreDeniesAndIsSaidSo() {
    Answer child =
        hand(
                root(""),
                "worker",
                ", \"capabilities\": [\"pay\"], \"clauses\": \"require session.customer in vip\"")
            .expect(201);
    assertThat(pay(child, "1")).isEqualTo("granted");
    // a list that only a narrowing names is no part of the digest, and the clock stands still: the
    // order of the records tells the versions apart, or replay would differ
    activate(POLICY.replace("list vip = [\"7\"]", "list vip = [\"8\"]"));
    assertThat(pay(child, "1")).isEqualTo("requirement_not_met");
    activate(POLICY.replace("list vip = [\"7\"]", ""));
    assertThat(pay(child, "1")).isEqualTo("attenuation_unclear");
    assertThat(read(root(""))).isEqualTo("granted");
    activate(POLICY);
    assertThat(pay(child, "1")).isEqualTo("granted");
  }

  @Test
  void keysHandOnWhatTheyAreFor() {
    Answer root = root("");
    Answer key =
        client
            .post(
                "/v1/keys",
                "{\"label\": \"narrow\", \"roles\": [\"issuer\"], \"agents\": [\"boss\","
                    + " \"worker\"]}")
            .expect(201);
    Client narrow = client.with(Map.of("X-Api-Key", key.text("key")));
    String body = "{\"parent\": \"%s\", \"agentId\": \"%s\"}";
    narrow.post("/v1/tokens/delegate", body.formatted(root.text("id"), "worker")).expect(201);
    narrow
        .post("/v1/tokens/delegate", body.formatted(root.text("id"), "helper"))
        .expectProblem(403, "forbidden");
    Answer enforcer =
        client.post("/v1/keys", "{\"label\": \"e\", \"roles\": [\"enforcer\"]}").expect(201);
    client
        .with(Map.of("X-Api-Key", enforcer.text("key")))
        .post("/v1/tokens/delegate", body.formatted(root.text("id"), "worker"))
        .expectProblem(403, "forbidden");
    client
        .post("/v1/tokens/delegate", "{\"agentId\": \"worker\"}")
        .expectProblem(422, "invalid_request");
  }
}
