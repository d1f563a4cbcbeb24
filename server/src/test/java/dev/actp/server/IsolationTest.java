package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation that the server has, called with what is another tenant's: it is answered as what
 * nobody has is, tells nothing, and changes nothing there.
 */
class IsolationTest {
  /** All of them. One without a line here fails the first test. */
  private static final String CASES =
      """
      GET /.well-known/authzen-configuration
      GET /.well-known/jwks.json
      GET /.well-known/oauth-authorization-server
      GET /health
      GET /health/live
      GET /health/ready
      GET /docs
      GET /docs/docs.js
      GET /docs/swagger-ui-bundle.js
      GET /docs/swagger-ui.css
      GET /openapi.json
      GET /openapi.yaml
      POST /access/v1/evaluation   |          | {"subject": {"type": "agent", "id": "{agent}"}, "action": {"name": "look"}, "resource": {"type": "order", "id": "zz/1"}}
      POST /access/v1/evaluation   |          | {"subject": {"type": "agent", "id": "{agent-name}"}, "action": {"name": "look"}, "resource": {"type": "order", "id": "zz/1"}}
      POST /access/v1/evaluation   |          | {"subject": {"type": "agent", "id": "mine", "properties": {"token": "{token}"}}, "action": {"name": "look"}, "resource": {"type": "order", "id": "zz/1"}}
      POST /access/v1/evaluations  |          | {"subject": {"type": "agent", "id": "{agent}"}, "action": {"name": "look"}, "resource": {"type": "order", "id": "zz/1"}, "evaluations": [{}, {}]}
      POST /access/v1/search/action |         | {"subject": {"type": "agent", "id": "{agent}"}, "resource": {"type": "order", "id": "zz/1"}}
      POST /access/v1/search/action |         | {"subject": {"type": "agent", "id": "{agent-name}"}, "resource": {"type": "order", "id": "zz/1"}}
      POST /access/v1/search/resource |       | {"subject": {"type": "agent", "id": "{agent}"}, "action": {"name": "look"}, "resource": {"type": "order"}}
      POST /api/enforcement/check  |          | {"capabilityToken": "{token}", "action": "look", "resource": "order://zz/1"}
      POST /api/enforcement/check  |          | {"capabilityToken": "{reference}", "action": "look", "resource": "order://zz/1"}
      POST /v1/enforce             |          | {"token": "{token}", "action": "look", "resource": "order://zz/1"}
      POST /v1/enforce             |          | {"token": "{reference}", "action": "look", "resource": "order://zz/1"}
      POST /v1/enforce/batch       |          | {"token": "{token}", "requests": [{"action": "look", "resource": "order://zz/1"}, {"token": "{reference}", "action": "look", "resource": "a"}]}
      GET /v1/agents               | ?cursor={agent}
      GET /api/agents              | ?cursor={agent}
      POST /v1/agents              |          | {"name": "bot-a", "policies": ["{policy}"]}
      POST /v1/agents              |          | {"name": "bot-b", "policies": ["{policy-name}"]}
      POST /api/agents             |          | {"name": "bot-c", "policies": ["{policy}"]}
      GET /v1/agents/:id           | {agent}
      GET /v1/agents/:id           | {agent-name}
      GET /api/agents/:id          | {agent}
      PUT /v1/agents/:id           | {agent}  | {"disabled": true}
      PUT /v1/agents/:id           | {agent-name} | {"disabled": true}
      PUT /api/agents/:id          | {agent}  | {"disabled": true}
      PUT /v1/agents/:id/policies  | {agent}  | {"policies": []}
      PUT /api/agents/:id/policies | {agent}  | {"policies": []}
      POST /v1/agents/:id/revoke   | {agent}  | {}
      POST /api/agents/:id/revoke  | {agent}  | {}
      POST /v1/agents/:id/resume   | {agent}  | {}
      POST /api/agents/:id/resume  | {agent}  | {}
      GET /v1/policies             | ?cursor={policy}
      GET /api/policies            | ?cursor={policy}
      POST /v1/policies            |          | {"source": "none"}
      POST /api/policies           |          | {"source": "none"}
      GET /v1/policies/:id         | {policy}
      GET /v1/policies/:id         | {policy-name}
      GET /api/policies/:id        | {policy}
      PUT /v1/policies/:id         | {policy} | {"source": "policy \\"zz\\" version \\"1\\"\\ncapability a on \\"**\\" {}\\n"}
      PUT /api/policies/:id        | {policy-name} | {"source": "policy \\"zz\\" version \\"1\\"\\ncapability a on \\"**\\" {}\\n"}
      POST /v1/policies/:id/revoke | {policy} | {}
      POST /api/policies/:id/revoke | {policy-name} | {}
      POST /v1/policies/:id/reinstate | {policy} | {}
      POST /api/policies/:id/reinstate | {policy} | {}
      GET /v1/policies/:id/history | {policy}
      GET /v1/policies/:id/history | {policy-name}
      GET /v1/policies/:id/history/:number | {policy}
      POST /v1/policies/:id/rollback | {policy} | {"to": 1}
      GET /v1/tokens               | ?cursor={jti}
      GET /api/tokens              | ?cursor={jti}
      POST /v1/tokens              |          | {"agentId": "{agent}"}
      POST /v1/tokens              |          | {"agentId": "mine", "policyId": "{policy}"}
      POST /api/tokens             |          | {"agentId": "{agent-name}"}
      GET /v1/tokens/:id           | {jti}
      GET /api/tokens/:id          | {jti}
      POST /v1/tokens/:id/renew    | {jti}    | {"expiresIn": "1h"}
      POST /api/tokens/:id/renew   | {jti}    | {"expiresIn": "1h"}
      POST /v1/tokens/:id/revoke   | {jti}    | {}
      POST /v1/tokens/:id/revoke   | {jti}    | {"capability": "look"}
      POST /api/tokens/:id/revoke  | {jti}    | {}
      POST /v1/tokens/delegate     |          | {"token": "{token}", "agentId": "mine"}
      POST /v1/tokens/delegate     |          | {"parent": "{jti}", "agentId": "mine"}
      POST /v1/tokens/delegate     |          | {"agentId": "{agent}"}
      POST /api/tokens/delegate    |          | {"token": "{reference}", "agentId": "mine"}
      POST /v1/oauth/token         |          | grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token&actor_token_type=urn%3Aactp%3Atoken-type%3Aagent&subject_token={token}&actor_token=mine
      POST /v1/oauth/token         |          | grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token&actor_token_type=urn%3Aactp%3Atoken-type%3Aagent&subject_token={reference}&actor_token={agent}
      POST /v1/introspect          |          | token={token}
      POST /v1/introspect          |          | token={reference}
      POST /v1/revoke              |          | token={token}
      POST /v1/revoke              |          | token={reference}
      GET /v1/revocations          | ?cursor={audit}
      POST /v1/revocations         |          | {"confirm": "{tenant}"}
      POST /v1/revocations/undo    |          | {"confirm": "{tenant}"}
      GET /v1/approvals            | ?agent={agent}
      GET /v1/approvals            | ?group={group}
      GET /v1/approvals/:id        | {approval}
      POST /v1/approvals/:id/approve | {approval} | {}
      POST /v1/approvals/:id/reject | {approval} | {}
      POST /v1/approvals/:id/cancel | {approval} | {}
      GET /v1/audit                | ?agent={agent}
      GET /v1/audit                | ?token={jti}
      GET /v1/audit                | ?cursor={cursor}
      GET /api/audit               | ?agent={agent}
      GET /v1/audit/counts         | ?agent={agent}
      GET /api/audit/counts        | ?agent={agent}
      GET /v1/audit/export         | ?agent={agent}
      GET /api/audit/export        | ?agent={agent}
      GET /v1/audit/export/:id/signature | {export}
      POST /v1/outcomes            |          | {"audit_id": "{outcome}", "outcome": "failed"}
      POST /v1/clock/confirm
      GET /v1/erasures
      POST /v1/erasures            |          | {"agent": "{agent}"}
      GET /v1/erasures/:id         | {erasure}
      GET /v1/exports
      GET /v1/ledger/checkpoint
      POST /v1/ledger/checkpoint
      GET /v1/ledger/key
      GET /v1/ledger/proof/inclusion | ?leaf_hash={leaf}
      GET /v1/ledger/proof/consistency | ?from=0
      GET /v1/monitor-report       | ?policy={policy}
      GET /v1/keys                 | ?cursor={key}
      POST /v1/keys                |          | {"label": "zz", "roles": ["enforcer"], "agents": ["{agent}"]}
      POST /v1/keys/:id/revoke     | {key}    | {}
      GET /v1/token-keys
      POST /v1/token-keys/rotate
      POST /v1/token-keys/:id/compromise | {token-key} | {}
      GET /v1/people               | ?group={group}
      POST /v1/people              |          | {"id": "zz", "name": "zz", "groups": []}
      GET /v1/people/:id           | {person}
      PUT /v1/people/:id/groups    | {person} | {"groups": []}
      POST /v1/people/:id/remove   | {person} | {}
      GET /v1/webhooks
      POST /v1/webhooks            |          | {"url": "http://10.0.0.1/"}
      GET /v1/webhooks/:id         | {webhook}
      DELETE /v1/webhooks/:id      | {webhook}
      POST /v1/webhooks/:id/rotate | {webhook} | {}
      POST /v1/webhooks/:id/test   | {webhook} | {}
      GET /v1/webhooks/:id/deliveries | {webhook}
      GET /v1/tenants
      POST /v1/tenants             |          | {"name": "zz"}
      GET /v1/tenants/:id          | {tenant}
      PUT /v1/tenants/:id/quotas   | {tenant} | {}
      POST /v1/tenants/:id/disable | {tenant} | {}
      POST /v1/tenants/:id/enable  | {tenant} | {}
      """;

  /** What they make is the caller's own, whatever it names, and has an id of its own. */
  private static final Set<String> OF_ONES_OWN = Set.of("POST /v1/erasures", "POST /v1/keys");

  private TestServer test;
  private Neighbour neighbour;
  private Client mine;
  private Map<String, Client> callers;

  @BeforeEach
  void start() {
    Operator[] operator = new Operator[1];
    test =
        TestServer.over(
            TestServer.temporary(),
            config -> {
              operator[0] = Operator.in(config);
              return config;
            });
    neighbour = new Neighbour(test.client(), test.server().tenant());
    Client runs = operator[0].client(test);
    Answer made = runs.post("/v1/tenants", "{\"name\": \"mine\"}").expect(201);
    mine = Client.of(test.server(), made.text("key"));
    mine.post(
            "/v1/policies",
            "text/x-actp",
            "policy \"own\" version \"1\"\ndelegation depth 2\ncapability own on \"**\" {}\n")
        .expect(201);
    mine.post("/v1/agents", "{\"id\": \"mine\", \"name\": \"mine\", \"policies\": [\"own\"]}")
        .expect(201);
    String token = mine.post("/v1/tokens", "{\"agentId\": \"mine\"}").expect(201).text("token");
    Answer person =
        mine.post("/v1/people", "{\"id\": \"me\", \"name\": \"me\", \"groups\": [\"g\"]}")
            .expect(201);
    callers =
        Map.of(
            "key", mine,
            "person", Client.of(test.server(), person.text("key")),
            "token", mine.with(Map.of("Authorization", "Bearer " + token)),
            "operator", runs,
            "nobody", mine.with(Map.of()));
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void everyOperationHasACase() {
    List<String> named = ForeignCase.of(CASES).stream().map(ForeignCase::operation).toList();

    assertThat(new TreeSet<>(named)).containsExactlyElementsOf(test.server().operations());
  }

  @Test
  void whatIsAnothersIsAnsweredAsWhatIsNobodys() {
    List<String> before = neighbour.state();
    SoftAssertions all = new SoftAssertions();
    for (ForeignCase one : ForeignCase.of(CASES)) {
      test.advance(Duration.ofSeconds(1)); // in which whoever holds a token may do so much
      callers.forEach(
          (who, caller) -> {
            if (concerns(who, one)) {
              foreign(who + ": " + one, caller, one, all);
            }
          });
    }
    all.assertAll();
    assertThat(neighbour.state()).isEqualTo(before);
  }

  /** An operator runs tenants, and who shows nothing but a token is who holds it. */
  private static boolean concerns(String who, ForeignCase one) {
    return switch (who) {
      case "operator" -> !one.operation().contains("/v1/tenants");
      case "nobody" -> !one.body().contains("token}") && !one.body().contains("{reference}");
      default -> true;
    };
  }

  private void foreign(String as, Client caller, ForeignCase one, SoftAssertions all) {
    Answer foreign = call(caller, one.naming(neighbour.ids()));
    all.assertThat(foreign.status()).as(as + foreign.body()).isLessThan(500);
    String told = without(foreign.body(), neighbour.ids());
    if (!one.operation().startsWith("GET /.well-known/")) {
      all.assertThat(told).as(as).doesNotContain(Neighbour.MARK);
      neighbour.ids().values().stream()
          .filter(id -> id.length() > 12)
          .forEach(id -> all.assertThat(told).as(as).doesNotContain(id));
    }
    if (one.names() && !OF_ONES_OWN.contains(one.operation()) && !one.path().contains("cursor=")) {
      Map<String, String> nobodys = neighbour.nobodys();
      Answer unknown = call(caller, one.naming(nobodys));
      all.assertThat(foreign.status() + told)
          .as(as)
          .isEqualTo(unknown.status() + without(unknown.body(), nobodys));
    }
  }

  /** An answer, but for what the caller named itself, and what differs from call to call. */
  private static String without(String body, Map<String, String> ids) {
    String rest = body;
    for (Map.Entry<String, String> one : ids.entrySet()) {
      rest =
          rest.replace("`" + one.getValue() + "`", "`ID`")
              .replace("\"" + one.getValue() + "\"", "\"ID\"");
    }
    return rest;
  }

  private static Answer call(Client client, ForeignCase one) {
    String type = one.form() ? "application/x-www-form-urlencoded" : "application/json";
    return client.send(
        client
            .request(one.path())
            .header("Content-Type", type)
            .method(one.method(), BodyPublishers.ofString(one.body())));
  }

  @Test
  void aHintAtAnotherTenantIsRefusedAndTheUsualOneIsOnesOwn() {
    List<String> before = neighbour.state();
    for (ForeignCase one : ForeignCase.of(CASES)) {
      if (one.body().startsWith("{") && !one.operation().contains("/access/")) {
        Answer foreign = call(mine, hinting(one, test.server().tenant()));
        Answer own = call(mine, hinting(one, "default-tenant"));
        if (!own.body().contains("\"forbidden\"")) {
          assertThat(foreign.body()).as(one.toString()).contains("\"foreign_tenant\"");
          assertThat(own.body()).as(one.toString()).doesNotContain("foreign_tenant");
        }
      }
    }
    assertThat(neighbour.state()).isEqualTo(before);
  }

  private ForeignCase hinting(ForeignCase one, String tenant) {
    String hint = "{\"tenantId\": \"" + tenant + "\"" + (one.body().equals("{}") ? "" : ", ");
    return new ForeignCase(
            one.operation(), one.method(), one.path(), hint + one.body().substring(1))
        .naming(neighbour.nobodys());
  }

  @Test
  void twoCredentialsOfTwoTenantsAreNone() {
    for (ForeignCase one : ForeignCase.of(CASES)) {
      Answer answer =
          call(
              mine.and("Authorization", "Bearer " + TestServer.KEY),
              one.naming(neighbour.nobodys()));
      boolean open = call(mine.with(Map.of()), one.naming(neighbour.nobodys())).status() == 200;
      if (!open) {
        answer.expect(401);
        assertThat(answer.body()).as(one.toString()).contains("credential");
      }
    }
  }

  @Test
  void anIdempotencyKeyIsOnesOwn() {
    String body = "{\"name\": \"same\"}";
    Answer theirs = test.client().and("Idempotency-Key", "k").post("/v1/agents", body).expect(201);
    Answer ours = mine.and("Idempotency-Key", "k").post("/v1/agents", body).expect(201);

    assertThat(ours.text("id")).isNotEqualTo(theirs.text("id"));
  }
}
