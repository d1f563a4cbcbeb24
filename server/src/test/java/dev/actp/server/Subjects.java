package dev.actp.server;

import dev.actp.server.Client.Answer;
import dev.actp.server.contract.Operation;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server, and what the operations of its document are about: made anew for each call, so that
 * none is in the way of another.
 */
final class Subjects implements AutoCloseable {
  private static final String POLICY =
      """
      policy "walk" version "1"
      delegation depth 2
      action pay(amount: decimal)
      capability pay on "order://**" { approval by "finance" when amount > 100 expires 30m }
      """;

  final TestServer test;

  /** With every role but {@code approver}. */
  final Client admin;

  /** With that one. */
  final Client person;

  private final Client operator;

  private int made;

  Subjects() {
    List<Operator> operators = new ArrayList<>();
    test =
        TestServer.over(
            TestServer.temporary(),
            config -> {
              operators.add(Operator.in(config));
              return config
                  .withOutside(Outside.NOBODY.withWebhookNetworks(WebhookTest.LOOPBACK))
                  .withMetrics("127.0.0.1", 0);
            });
    operator = operators.getFirst().client(test);
    admin = test.client();
    person =
        with(ok("/v1/people", "{\"name\": \"Dana\", \"id\": \"dana\", \"groups\": [\"finance\"]}"));
    admin.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    ok("/v1/agents", "{\"name\": \"bot\", \"policies\": [\"walk\"]}");
    ok("/v1/agents", "{\"name\": \"helper\"}");
    ok("/v1/ledger/checkpoint", "");
  }

  private Client with(Answer key) {
    return admin.with(Map.of("X-Api-Key", key.text("key")));
  }

  private Answer ok(String path, String body) {
    Answer answer = admin.post(path, body);
    if (answer.status() >= 300) {
      throw new AssertionError(path + " " + body + " " + answer.body());
    }
    return answer;
  }

  /** A client whose key has one role. */
  Client only(String role) {
    return switch (role) {
      case "approver" -> person;
      case "operator" -> operator;
      default ->
          with(ok("/v1/keys", "{\"name\": \"%s\", \"roles\": [\"%s\"]}".formatted(name(), role)));
    };
  }

  /** Whoever may perform an operation. */
  Client caller(Operation operation) {
    if (operation.path().equals("/metrics")) {
      String inside = "http://127.0.0.1:" + test.server().metricsPort();
      return new Client(admin.http(), inside, Map.of());
    }
    Set<String> roles = operation.words("x-roles");
    return roles.equals(Set.of("approver"))
        ? person
        : roles.equals(Set.of("operator")) ? operator : admin;
  }

  String name() {
    return "n" + ++made;
  }

  private Answer token() {
    return token("bot");
  }

  private Answer token(String agent) {
    return ok("/v1/tokens", "{\"agentId\": \"%s\", \"policyId\": \"walk\"}".formatted(agent));
  }

  private String agent() {
    return ok("/v1/agents", "{\"name\": \"%s\"}".formatted(name())).text("id");
  }

  private Answer pay(String token, int amount) {
    return ok(
        "/v1/enforce",
        "{\"token\": \"%s\", \"action\": \"pay\", \"resource\": \"order://%d\", \"context\": {\"amount\": %d}}"
            .formatted(token, ++made, amount));
  }

  /** The id of what an operation's path names, made for it; empty where it names nothing. */
  String id(Operation operation) {
    if (!operation.path().contains("{id}")) {
      return "";
    }
    return switch (operation.path().split("/", -1)[2]) {
      case "agents" -> agent();
      case "policies" -> twoVersions(name());
      case "tokens" -> token().text("id");
      case "approvals" -> pay(token(agent()).text("token"), 200).text("approval.id");
      case "people" -> ok("/v1/people", person(name())).text("id");
      case "keys" ->
          ok("/v1/keys", "{\"name\": \"%s\", \"roles\": [\"auditor\"]}".formatted(name()))
              .text("id");
      case "token-keys" -> admin.get("/v1/token-keys").expect(200).text("token_keys.0.id");
      case "tenants" -> operator.post("/v1/tenants", tenant()).expect(201).text("id");
      case "webhooks" -> onlyWebhook();
      case "erasures" -> ok("/v1/erasures", erasure()).text("id");
      case "audit" -> export();
      default -> throw new AssertionError("say how to make what " + operation + " is about");
    };
  }

  /** A tenant has 20 at most. */
  private String onlyWebhook() {
    Answer all = admin.get("/v1/webhooks").expect(200);
    for (Object one : new JsonObject(all.body()).getJsonArray("webhooks")) {
      String path = "/v1/webhooks/" + ((JsonObject) one).getString("id");
      admin.send(admin.request(path).DELETE()).expect(200);
    }
    return ok("/v1/webhooks", webhook()).text("id");
  }

  private String export() {
    String signature = admin.get("/v1/audit/export").expect(200).header("x-signature");
    return signature.split("/", -1)[4];
  }

  private String twoVersions(String name) {
    String id = ok("/v1/policies", policy(name)).text("id");
    admin.put("/v1/policies/" + id, policy(name).replace("read", "list")).expect(200);
    return id;
  }

  private static String policy(String name) {
    return "{\"id\": \"%s\", \"name\": \"%s\", \"actions\": [\"read\"], \"resources\": [\"api://x/*\"]}"
        .formatted(name, name);
  }

  private static String person(String name) {
    return "{\"id\": \"%s\", \"name\": \"%s\", \"groups\": [\"legal\"]}".formatted(name, name);
  }

  private String tenant() {
    return "{\"name\": \"%s\", \"plan\": \"starter\"}".formatted(name());
  }

  private static String webhook() {
    return "{\"url\": \"http://127.0.0.1:9/hook\"}";
  }

  private static String erasure() {
    return "{\"from\": 0, \"to\": 0}";
  }

  /** The query that an operation needs. */
  String query(Operation operation) {
    return switch (operation.path()) {
      case "/v1/ledger/proof/inclusion" -> "?index=0";
      case "/v1/ledger/proof/consistency" -> "?from=1";
      default -> "";
    };
  }

  /** A body that an operation takes. */
  String body(Operation operation, String id) {
    String same = operation.path().replaceFirst("^/api/", "/v1/");
    return switch (operation.method() + " " + same) {
      case "post /v1/agents" -> "{\"name\": \"%s\"}".formatted(name());
      case "put /v1/agents/{id}" -> "{\"description\": \"of no use\"}";
      case "put /v1/agents/{id}/policies" -> "{\"policies\": [\"walk\"]}";
      case "post /v1/policies" -> policy(name());
      case "put /v1/policies/{id}" -> policy(id);
      case "post /v1/tokens" -> "{\"agentId\": \"bot\", \"expiresIn\": \"10m\"}";
      case "post /v1/tokens/{id}/renew" -> "{\"expiresIn\": \"2h\"}";
      case "post /v1/tokens/delegate" ->
          "{\"agentId\": \"helper\", \"parent\": \"%s\"}".formatted(token().text("id"));
      case "post /v1/revocations", "post /v1/revocations/undo" ->
          "{\"confirm\": \"%s\"}".formatted(test.server().tenant());
      case "post /v1/people" -> person(name());
      case "put /v1/people/{id}/groups" -> "{\"groups\": [\"finance\", \"legal\"]}";
      case "post /v1/keys" -> "{\"name\": \"%s\", \"roles\": [\"enforcer\"]}".formatted(name());
      case "post /v1/tenants" -> tenant();
      case "put /v1/tenants/{id}/quotas" -> "{\"quotas\": {\"agents\": 3}}";
      case "post /v1/webhooks" -> {
        onlyWebhook();
        yield webhook();
      }
      case "post /v1/erasures" -> erasure();
      case "post /v1/outcomes" ->
          "{\"outcome\": \"failed\", \"audit_id\": \"%s\"}"
              .formatted(pay(token().text("token"), 1).text("audit_id"));
      case "post /v1/introspect", "post /v1/revoke" -> "token=" + token().text("token");
      case "post /v1/oauth/token" ->
          "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=%s"
                  .formatted(token().text("token"))
              + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token"
              + "&actor_token=helper&actor_token_type=urn:actp:token-type:agent";
      case "post /v1/enforce", "post /v1/enforcement/check" ->
          "{\"token\": \"%s\", \"action\": \"pay\"}".formatted(token().text("token"));
      case "post /v1/enforce/batch" ->
          "{\"token\": \"%s\", \"requests\": [{\"action\": \"pay\"}]}"
              .formatted(token().text("token"));
      case "post /access/v1/evaluation",
          "post /access/v1/evaluations",
          "post /access/v1/search/action",
          "post /access/v1/search/resource" ->
          evaluation();
      default -> "";
    };
  }

  private static String evaluation() {
    return """
    {"subject": {"type": "agent", "id": "bot"}, "action": {"name": "pay", "properties": {"amount": 1}},
     "resource": {"type": "order", "id": "1"}}\
    """;
  }

  /** Undoes what would be in the way of others. */
  void after(Operation operation) {
    if (operation.path().startsWith("/v1/revocations")) {
      ok("/v1/revocations/undo", "{\"confirm\": \"%s\"}".formatted(test.server().tenant()));
    }
  }

  @Override
  public void close() {
    test.close();
  }
}
