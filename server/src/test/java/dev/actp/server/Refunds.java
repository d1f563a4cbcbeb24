package dev.actp.server;

import dev.actp.server.Client.Answer;
import java.util.function.UnaryOperator;

/** A server with one policy, one agent and one token, and short ways to use them. */
final class Refunds implements AutoCloseable {
  static final String POLICY =
      """
      policy "refunds" version "1.0"
      session customer_id: string
      token lifetime at most 8h
      action process_refund(amount: decimal, reason: string optional)
      capability read on "customer://id:{session.customer_id}" { limit 1000 per hour }
      capability process_refund on "order://{session.customer_id}/*" {
        require amount > 0
        require amount <= 500 else "refunds stop at 500"
        approval by "finance" when amount > 100 expires 30m
        limit 3 per day
        limit 2000 of amount per day
      }
      """;

  final TestServer test;
  final Client client;
  final Answer policy;
  final Answer agent;

  Refunds() {
    this(config -> config);
  }

  Refunds(UnaryOperator<Config> change) {
    test = TestServer.over(TestServer.temporary(), change);
    client = test.client();
    policy = client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    agent = client.post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
  }

  /** A token as JWT. */
  Answer token() {
    return order("").expect(201);
  }

  /** An order of a token for customer 12, with more members. */
  Answer order(String more) {
    return client.post(
        "/v1/tokens",
        "{\"agentId\": \"bot\", \"policyId\": \"refunds\", \"session\": {\"customer_id\": \"12\"}"
            + more
            + "}");
  }

  Answer read(String token) {
    return enforce(client, token, "read", "customer://id:12", "{}");
  }

  Answer refund(String token, String amount) {
    return enforce(client, token, "process_refund", "order://12/1", "{\"amount\": " + amount + "}");
  }

  static Answer enforce(
      Client client, String token, String action, String resource, String context) {
    return client.post("/v1/enforce", body(token, action, resource, context));
  }

  static String body(String token, String action, String resource, String context) {
    return "{\"token\": \"%s\", \"action\": \"%s\", \"resource\": \"%s\", \"context\": %s}"
        .formatted(token, action, resource, context);
  }

  @Override
  public void close() {
    test.close();
  }
}
