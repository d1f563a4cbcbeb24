package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.IpNetwork;
import dev.actp.server.export.ExportTarget;
import dev.actp.server.log.LogFormat;
import dev.actp.server.log.Logs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server logs holds no secret that it was given or gave out, whatever goes wrong. */
class LogSecretsTest {
  private static final String AUTHORIZATION = "Bearer collector-secret-0123456789";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<String> secrets = new ArrayList<>(List.of(TestServer.KEY, AUTHORIZATION));

  @AfterEach
  void restore() {
    Logs.use(LogFormat.TEXT);
  }

  @Test
  void aScenarioFullOfErrorsLogsNoSecret() throws IOException {
    Logs.use(LogFormat.JSON, written);
    try (Refunds refunds = new Refunds(LogSecretsTest::toNobody)) {
      use(refunds);
      refunds.test.restart(config -> toNobody(tokens(refunds.test.data(), "'{' || body", config)));
      use(refunds);
      refunds.test.restart(config -> tokens(refunds.test.data(), "substr(body, 2)", config));
      keep(refunds.test.data());
    }
    Logs.use(LogFormat.TEXT);

    String log = written.toString(StandardCharsets.UTF_8);
    assertThat(log).contains("\"code\":\"internal\"", "\"request_id\":\"my-request\"");
    assertThat(log).contains("\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
    assertThat(log).contains("does not take records", "is not at the anchor");
    assertThat(secrets)
        .hasSizeGreaterThan(10)
        .allSatisfy(one -> assertThat(log).doesNotContain(one));
  }

  /** Changes what a store that nobody uses says of tokens: with that, reading them fails. */
  private static Config tokens(Path data, String body, Config config) {
    String url = "jdbc:sqlite:" + data.resolve("actp.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE token SET body = " + body);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return config;
  }

  /** Nobody listens at port 1. */
  private static Config toNobody(Config config) {
    if (!(ExportTarget.read("http://127.0.0.1:1/", Path.of(""))
        instanceof ExportTarget.Good(ExportTarget target))) {
      throw new AssertionError("it is a target");
    }
    return config.withOutside(
        Outside.NOBODY
            .withCollectors(List.of(target), AUTHORIZATION)
            .withWebhookNetworks(List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow()))
            .withAnchors(List.of("webhook:http://127.0.0.1:1/")));
  }

  /** Calls all that takes or gives secrets; what comes of it does not matter. */
  private void use(Refunds refunds) {
    Client client =
        refunds
            .test
            .client()
            .and("X-Request-Id", "my-request")
            .and("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    String order =
        "{\"agentId\": \"bot\", \"policyId\": \"refunds\", \"session\": {\"customer_id\": \"12\"}";
    String token = secret(client.post("/v1/tokens", order + "}"), "token");
    String reference =
        secret(client.post("/v1/tokens", order + ", \"format\": \"reference\"}"), "token");
    String key = secret(client.post("/v1/keys", "{\"roles\": [\"admin\"]}"), "key");
    String hook = "{\"url\": \"http://127.0.0.1:1/hook\"}";
    secret(client.post("/v1/webhooks", hook), "secret");
    for (String one : List.of(token, reference, token + "x", reference + "x", "act_wrong", "")) {
      Refunds.enforce(client, one, "read", "customer://id:12", "{}");
      Client holder = client.with(Map.of("Authorization", "Bearer " + one));
      holder.post("/v1/enforce", "{\"action\": \"read\", \"resource\": \"customer://id:12\"}");
      holder.get("/v1/agents?token=" + one);
      client.post("/v1/tokens/introspect", "{\"token\": \"" + one + "\"");
      client.post("/oauth/introspect", "application/x-www-form-urlencoded", "token=" + one);
    }
    Client keyed = client.with(Map.of("X-Api-Key", key, "X-Request-Id", "my-request"));
    keyed.get("/v1/agents");
    keyed.get("/v1/keys");
    keyed.post("/v1/agents", "{\"name\": \"" + key + "\"");
    client.get("/v1/agents");
    client.get("/v1/tokens");
    Refunds.enforce(client, token, "process_refund", "order://12/1", "{\"amount\": 200}");
  }

  private String secret(Client.Answer answer, String member) {
    if (answer.status() >= 300) {
      return "";
    }
    String secret = answer.text(member);
    assertThat(secret).hasSizeGreaterThan(20);
    secrets.add(secret);
    return secret;
  }

  /** The server's own secrets, in the forms that they may be written in. */
  private void keep(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file :
          files.filter(one -> one.toString().matches(".*(secret|jwk|json|key)$")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        secrets.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        secrets.add(HexFormat.of().formatHex(bytes));
        secrets.add(new String(bytes, StandardCharsets.UTF_8).strip());
      }
    }
  }
}
