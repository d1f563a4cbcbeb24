package dev.actp.server;

import dev.actp.runtime.token.OpaqueSecret;
import dev.actp.server.Client.Answer;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tenant that has one of everything, and the ids of it. */
final class Neighbour {
  /** In every name that it gives. */
  static final String MARK = "zanzibar";

  private static final String POLICY =
      """
      policy "zanzibar-policy" version "1"
      session customer: string
      action pay(amount: decimal)
      capability pay on "order://zanzibar/*" {
        require amount > 0
        approval by "zanzibar-group" when amount > 100 expires 30m
      }
      capability look on "order://zanzibar/*" {}
      """;

  private final Client client;
  private final Map<String, String> ids = new TreeMap<>();

  Neighbour(Client client, String tenant) {
    this.client = client;
    ids.put("tenant", tenant);
    Answer policy = client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    ids.put("policy", policy.text("id"));
    ids.put("policy-name", MARK + "-policy");
    Answer agent =
        client
            .post("/v1/agents", "{\"name\": \"zanzibar-bot\", \"policies\": [\"zanzibar-policy\"]}")
            .expect(201);
    ids.put("agent", agent.text("id"));
    ids.put("agent-name", MARK + "-bot");
    String order = "{\"agentId\": \"zanzibar-bot\", \"session\": {\"customer\": \"zanzibar-12\"}}";
    Answer token = client.post("/v1/tokens", order).expect(201);
    ids.put("jti", token.text("id"));
    ids.put("token", token.text("token"));
    ids.put("reference", client.post("/api/tokens", order).expect(201).text("token"));
    String person =
        "{\"id\": \"zanzibar-person\", \"name\": \"zanzibar-person\", \"groups\":"
            + " [\"zanzibar-group\"]}";
    client.post("/v1/people", person).expect(201);
    ids.put("person", MARK + "-person");
    ids.put("group", MARK + "-group");
    Answer asked = enforce("pay", "{\"amount\": 250}");
    ids.put("approval", asked.text("approval.id"));
    ids.put("audit", "aud_10");
    pad();
    Answer allowed = enforce("look", "{}");
    ids.put("outcome", allowed.text("audit_id"));
    ids.put("leaf", allowed.text("receipt.leaf_hash"));
    Answer key =
        client
            .post("/v1/keys", "{\"label\": \"zanzibar-key\", \"roles\": [\"enforcer\"]}")
            .expect(201);
    ids.put("key", key.text("id"));
    Answer webhook =
        client.post("/v1/webhooks", "{\"url\": \"https://zanzibar.example/hook\"}").expect(201);
    ids.put("webhook", webhook.text("id"));
    Answer erasure = client.post("/v1/erasures", "{\"from\": 0, \"to\": 3}");
    ids.put("erasure", erasure.text("id"));
    while (!erasure.text("state").equals("done")) {
      erasure = client.get("/v1/erasures/" + ids.get("erasure")).expect(200);
    }
    ids.put("token-key", client.get("/v1/token-keys").text("token_keys.0.id"));
    ids.put("export", exported());
    ids.put("cursor", client.get("/v1/audit?limit=1").text("next"));
  }

  private Answer enforce(String action, String context) {
    return Refunds.enforce(
            client, ids.getOrDefault("token", ""), action, "order://zanzibar/1", context)
        .expect(200);
  }

  /** Makes a ledger that is longer than any other, so that an index of it is nobody else's. */
  private void pad() {
    String asked = Refunds.body(ids.getOrDefault("token", ""), "look", "order://zanzibar/1", "{}");
    String batch = "{\"requests\": [" + String.join(", ", Collections.nCopies(50, asked)) + "]}";
    for (int i = 0; i < 16; i++) {
      client.post("/v1/enforce/batch", batch).expect(200);
    }
  }

  private String exported() {
    Answer export = client.get("/v1/audit/export?format=csv").expect(200);
    return export.header("x-signature").replaceAll(".*/(aud_\\d+)/.*", "$1");
  }

  /** The ids of what it has. */
  Map<String, String> ids() {
    return ids;
  }

  /** Ids of the same forms of what nobody has. */
  Map<String, String> nobodys() {
    SecureRandom random = new SecureRandom();
    Map<String, String> unknown = new LinkedHashMap<>();
    ids.forEach((kind, id) -> unknown.put(kind, "nobodys-" + kind));
    unknown.put("reference", OpaqueSecret.TOKEN_REFERENCE.generate(random));
    unknown.put("audit", "aud_99999");
    unknown.put("outcome", "aud_99999");
    unknown.put("erasure", "aud_99999");
    unknown.put("export", "aud_99999");
    unknown.put("leaf", "0".repeat(64));
    String token = ids.getOrDefault("token", "");
    unknown.put("token", token.substring(0, token.length() - 8) + "AAAAAAAA");
    return unknown;
  }

  /** All that it sees of itself. */
  List<String> state() {
    return List.of(
            "/v1/agents",
            "/v1/policies",
            "/v1/keys",
            "/v1/tokens",
            "/v1/approvals",
            "/v1/people",
            "/v1/webhooks",
            "/v1/revocations",
            "/v1/token-keys",
            "/v1/erasures",
            "/v1/audit?limit=1000")
        .stream()
        .map(path -> client.get(path).expect(200).body())
        .toList();
  }
}
