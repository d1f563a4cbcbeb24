package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {
  @TempDir Path temp;

  @Test
  void theFirstStartGivesOutAKeyAndNoLaterOne() {
    Config config = Config.of(temp.resolve("data")).at("127.0.0.1", 0);
    String key;
    try (ActpServer first = TestServer.running(ActpServer.start(config))) {
      key = first.bootstrapKey().orElseThrow();
      assertThat(key).startsWith("actk_");
      Client.of(first, key).get("/v1/agents").expect(200);
    }
    try (ActpServer second = TestServer.running(ActpServer.start(config))) {
      assertThat(second.bootstrapKey()).isEmpty();
      Client.of(second, key).get("/v1/agents").expect(200);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFirstStartThatFailsLosesNoKey(boolean portInUse) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("policies"));
    Path file = Files.writeString(folder.resolve("refunds.actp"), Refunds.POLICY);
    Config config = Config.of(temp.resolve("data")).at("127.0.0.1", 0).withPolicies(folder);
    for (int i = 0; i < 2; i++) {
      if (portInUse) {
        Config other = Config.of(temp.resolve("other")).at("127.0.0.1", 0);
        try (ActpServer running = TestServer.running(ActpServer.start(other))) {
          assertThat(ActpServer.start(config.at("127.0.0.1", running.port())))
              .asString()
              .contains("is in use");
        }
      } else {
        Files.writeString(file, "polcy");
        assertThat(ActpServer.start(config)).asString().contains("polcy");
        Files.writeString(file, Refunds.POLICY);
      }
    }
    String key;
    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      key = server.bootstrapKey().orElseThrow();
      Answer keys = Client.of(server, key).get("/v1/keys").expect(200);
      assertThat(keys.body().split("\"revoked\":false", -1)).hasSize(1 + 1);
      assertThat(keys.body().split("\"revoked\":true", -1)).hasSize(1 + 2);
    }
    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      assertThat(server.bootstrapKey()).isEmpty();
      Client.of(server, key).get("/v1/agents").expect(200);
    }
  }

  @Test
  void aKeyCanStillBeChosenAfterAFirstStartThatFailed() throws IOException {
    Path broken = Files.createDirectories(temp.resolve("policies"));
    Files.writeString(broken.resolve("refunds.actp"), "polcy");
    Config config = Config.of(temp.resolve("data")).at("127.0.0.1", 0);
    assertThat(ActpServer.start(config.withPolicies(broken))).isInstanceOf(Start.Failed.class);
    for (Config each : List.of(config.withBootstrapKey(TestServer.KEY), config)) {
      try (ActpServer server = TestServer.running(ActpServer.start(each))) {
        assertThat(server.bootstrapKey()).isEmpty();
        Answer keys = Client.of(server, TestServer.KEY).get("/v1/keys").expect(200);
        assertThat(keys.body().split("\"revoked\":false", -1)).hasSize(1 + 1);
      }
    }
  }

  @Test
  void aBootstrapKeyThatIsOverStartsNothing() {
    TestServer test = TestServer.over(temp.resolve("data"), config -> config);
    Client client = test.client();
    String first = client.get("/v1/keys").expect(200).text("keys.0.id");
    String brief =
        client
            .post("/v1/keys", "{\"name\": \"brief\", \"roles\": [\"admin\"], \"ttl\": \"1h\"}")
            .expect(201)
            .text("key");
    client.post("/v1/keys/" + first + "/revoke", "{}").expect(200);
    test.server().close();
    assertThat(test.start(config -> config))
        .isInstanceOf(Start.Failed.class)
        .asString()
        .contains("the bootstrap key was revoked", "`./actp key new LABEL`");
    TestServer.running(test.start(config -> config.withBootstrapKey(brief))).close();
    test.advance(Duration.ofHours(1));
    assertThat(test.start(config -> config.withBootstrapKey(brief)))
        .isInstanceOf(Start.Failed.class)
        .asString()
        .contains("the bootstrap key expired at 2026-02-16T11:00:00Z", "`./actp key new LABEL`");
  }

  @Test
  void tokensLimitsAndPoliciesSurviveARestart() {
    try (Refunds refunds = new Refunds()) {
      String token = refunds.token().text("token");
      String reference = refunds.order(", \"format\": \"reference\"").text("token");
      for (int i = 0; i < 2; i++) {
        assertThat(refunds.refund(token, "10").text("allowed")).isEqualTo("true");
      }
      refunds.test.restart();
      Client again = refunds.test.client();

      assertThat(refund(again, reference).text("allowed")).isEqualTo("true");
      assertThat(refund(again, token).text("reasons.0.code")).isEqualTo("limit_reached");
    }
  }

  private static Answer refund(Client client, String token) {
    return Refunds.enforce(client, token, "process_refund", "order://12/1", "{\"amount\": 10}")
        .expect(200);
  }

  @Test
  void thePoliciesOfAFolderAreInForceAndAChangedOneIsANewVersion() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("policies/sub"));
    Path file = Files.writeString(folder.resolve("refunds.actp"), Refunds.POLICY);
    Files.writeString(folder.resolve("refunds_test.actp"), "tests for \"refunds.actp\"\n");
    Path data = temp.resolve("data");
    Config config = Config.of(data).at("127.0.0.1", 0).withBootstrapKey(TestServer.KEY);

    for (int round : new int[] {1, 1, 2}) {
      if (round == 2) {
        Files.writeString(file, Refunds.POLICY.replace("<= 500", "<= 400"));
      }
      Start start = ActpServer.start(config.withPolicies(temp.resolve("policies")));
      try (ActpServer server = TestServer.running(start)) {
        Answer policy = Client.of(server, TestServer.KEY).get("/v1/policies/refunds").expect(200);
        assertThat(policy.text("number")).isEqualTo(Integer.toString(round));
        assertThat(server.policies()).isEqualTo(1);
      }
    }
  }

  @Test
  void aPolicyWhoseFileIsGoneGrantsNothingUntilItIsBack() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("policies"));
    Path file = Files.writeString(folder.resolve("refunds.actp"), Refunds.POLICY);
    Path house =
        Files.writeString(
            folder.resolve("house.actp"),
            "guardrail \"house\" version \"1\"\nforbid any action on \"secret://**\"\n");
    Config config =
        Config.of(temp.resolve("data")).at("127.0.0.1", 0).withBootstrapKey(TestServer.KEY);
    String id;
    try (ActpServer server = TestServer.running(ActpServer.start(config.withPolicies(folder)))) {
      Client client = Client.of(server, TestServer.KEY);
      id = client.get("/v1/policies/refunds").expect(200).text("id");
      client.post("/v1/policies", "text/x-actp", "policy \"sent\" version \"1\"\n").expect(201);
      assertThat(server.notes()).isEmpty();
    }
    Files.delete(file);
    Files.delete(house);
    try (ActpServer server = TestServer.running(ActpServer.start(config.withPolicies(folder)))) {
      Client client = Client.of(server, TestServer.KEY);
      client.get("/v1/policies/" + id).expectProblem(404, "not_found");
      client.get("/v1/policies/house").expect(200);
      client.get("/v1/policies/sent").expect(200);
      assertThat(server.notes())
          .anySatisfy(note -> assertThat(note).contains("`refunds` is retired", "refunds.actp"))
          .anySatisfy(note -> assertThat(note).contains("`house` stays in force"));
    }
    Files.writeString(file, Refunds.POLICY);
    try (ActpServer server = TestServer.running(ActpServer.start(config.withPolicies(folder)))) {
      Answer back = Client.of(server, TestServer.KEY).get("/v1/policies/" + id).expect(200);
      assertThat(back.text("number")).isEqualTo("2");
    }
  }

  @Test
  void addressesOfTheTenantsOwnMailDomainsAreNotForeign() {
    Config config =
        Config.of(temp.resolve("data")).at("127.0.0.1", 0).withBootstrapKey(TestServer.KEY);
    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      assertThat(mail(server, "write to ann@company.com")).isEqualTo("denied");
    }
    SortedSet<String> own = new TreeSet<>(Set.of("company.com"));
    for (Config each : List.of(config.withMailDomains(own), config)) {
      try (ActpServer server = TestServer.running(ActpServer.start(each))) {
        assertThat(mail(server, "write to ann@company.com")).isEqualTo("allowed");
        assertThat(mail(server, "write to ann@company.com.evil.example")).isEqualTo("denied");
        Answer last =
            Client.of(server, TestServer.KEY).get("/v1/audit?action=send&limit=1").expect(200);
        assertThat(last.body()).contains("mail_domains", "company.com");
      }
    }
    assertThat(ActpServer.start(config.withMailDomains(new TreeSet<>(Set.of("Company")))))
        .isInstanceOf(Start.Failed.class)
        .asString()
        .contains("`Company` is no mail domain");
  }

  /** What comes of a mail with a body. */
  private static String mail(ActpServer server, String body) {
    Client client = Client.of(server, TestServer.KEY);
    client.post(
        "/v1/policies",
        "text/x-actp",
        """
        policy "mail" version "1"
        capability send on "**" { require not sensitive(body) }
        """);
    client.post("/v1/agents", "{\"id\": \"bot\", \"name\": \"Bot\", \"policies\": [\"mail\"]}");
    String token = client.post("/v1/tokens", "{\"agentId\": \"bot\"}").expect(201).text("token");
    return Refunds.enforce(client, token, "send", "mail://1", "{\"body\": \"" + body + "\"}")
        .expect(200)
        .text("decision");
  }

  @Test
  void aFolderWithABrokenPolicyStartsNothing() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("policies"));
    Files.writeString(folder.resolve("good.actp"), Refunds.POLICY);
    Files.writeString(
        folder.resolve("bad.actp"), "policy \"bad\" version \"1\"\ncapabilty read {}\n");

    Start start =
        ActpServer.start(Config.of(temp.resolve("data")).at("127.0.0.1", 0).withPolicies(folder));

    assertThat(start).isInstanceOf(Start.Failed.class).asString().contains("bad.actp", "capabilty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "actk_0123456789012345678901234567890123456789", "a.b.c"})
  void aPoorBootstrapKeyIsRefused(String key) {
    Start start =
        ActpServer.start(Config.of(temp.resolve("data")).at("127.0.0.1", 0).withBootstrapKey(key));

    assertThat(start).isInstanceOf(Start.Failed.class).asString().contains("32 to 128 characters");
  }

  @Test
  void aKeyFileThatOthersCanReadStopsTheStart() throws IOException {
    Path data = temp.resolve("data");
    Config config = Config.of(data).at("127.0.0.1", 0);
    TestServer.running(ActpServer.start(config)).close();
    try (var files = Files.walk(data.resolve("keys"))) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    assertThat(ActpServer.start(config)).asString().contains("chmod 600");
  }

  @Test
  void aFolderInUseAndAPortInUseAreSaidSo() {
    Config config = Config.of(temp.resolve("data")).at("127.0.0.1", 0);
    try (ActpServer running = TestServer.running(ActpServer.start(config))) {
      assertThat(ActpServer.start(config)).asString().contains("in use by another server");
      assertThat(ActpServer.start(Config.of(temp.resolve("other")).at("127.0.0.1", running.port())))
          .asString()
          .contains(
              "port " + running.port() + " of `127.0.0.1` is in use: choose another by --port");
    }
  }
}
