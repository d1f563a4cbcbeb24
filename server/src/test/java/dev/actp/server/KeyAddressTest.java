package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.IpNetwork;
import dev.actp.server.Client.Answer;
import dev.actp.server.http.Proxies;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that count from some addresses alone. */
class KeyAddressTest {
  private final Refunds refunds =
      new Refunds(
          config ->
              config.behind(new Proxies(List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow()))));

  @AfterEach
  void stop() {
    refunds.close();
  }

  private Answer made(String lists) {
    return refunds.client.post(
        "/v1/keys", "{\"label\": \"pep\", \"roles\": [\"enforcer\", \"auditor\"], " + lists + "}");
  }

  private Client from(Answer made, String address) {
    return Client.of(refunds.test.server(), made.text("key")).and("X-Forwarded-For", address);
  }

  @Test
  void aKeyCountsFromWhereItIsAllowedAndNotDenied() {
    Answer made =
        made("\"allow_ips\": [\"203.0.113.0/24\", \"2001:db8::1\"], \"deny_ips\":"
                + " [\"203.0.113.9\"]")
            .expect(201);

    assertThat(made.text("allow_ips.1")).isEqualTo("2001:db8::1/128");
    assertThat(made.text("deny_ips.0")).isEqualTo("203.0.113.9/32");
    for (String good : List.of("203.0.113.7", "::ffff:203.0.113.7", "2001:db8::1")) {
      from(made, good).get("/v1/audit").expect(200);
    }
    for (String bad :
        List.of("203.0.113.9", "::ffff:203.0.113.9", "198.51.100.1", "2001:db8::2", "unknown")) {
      from(made, bad).get("/v1/audit").expectProblem(403, "address_refused");
    }
    Client.of(refunds.test.server(), made.text("key"))
        .get("/v1/audit")
        .expectProblem(403, "address_refused");
    assertThat(refunds.client.get("/v1/keys").body()).contains("203.0.113.0/24", "203.0.113.9/32");
  }

  @Test
  void aDeniedNetworkIsDeniedWhereNothingIsAllowedByName() {
    Answer made = made("\"denyIps\": [\"198.51.100.0/24\"]").expect(201);

    from(made, "203.0.113.7").get("/v1/audit").expect(200);
    from(made, "198.51.100.77").get("/v1/audit").expectProblem(403, "address_refused");
    from(made, "nowhere").get("/v1/audit").expectProblem(403, "address_refused");
  }

  @Test
  void decisionsAreRefusedAndWhatIsRefusedIsOnRecord() {
    Answer made = made("\"allow_ips\": [\"203.0.113.7\"]").expect(201);
    String token = refunds.token().text("token");

    Answer refused =
        Refunds.enforce(from(made, "198.51.100.1"), token, "read", "customer://id:12", "{}");

    refused.expectProblem(403, "address_refused");
    assertThat(refused.text("allowed")).isEqualTo("false");
    assertThat(
            Refunds.enforce(from(made, "203.0.113.7"), token, "read", "customer://id:12", "{}")
                .text("decision"))
        .isEqualTo("allowed");
    refunds.client.post("/v1/agents", "{\"name\": \"after\"}").expect(201);
    assertThat(refunds.client.get("/v1/audit?action=use_key").expect(200).body())
        .contains(made.text("id"), "forbidden");
  }

  @Test
  void listsLastOverARestartAndHaveABound() {
    String most = networks(100);
    Answer made = made("\"allow_ips\": [" + most + "], \"deny_ips\": [" + most + "]").expect(201);
    assertThat(made("\"allow_ips\": [" + networks(101) + "]").body()).contains("100");
    made("\"allow_ips\": [" + networks(101) + "]").expectProblem(422, "invalid_request");
    made("\"deny_ips\": [" + networks(101) + "]").expectProblem(422, "invalid_request");

    refunds.test.restart(
        config ->
            config.behind(new Proxies(List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow()))));

    from(made, "10.0.0.1").get("/v1/audit").expectProblem(403, "address_refused");
  }

  private static String networks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"10.0." + i + ".0/24\"")
        .collect(Collectors.joining(", "));
  }

  @Test
  void whatIsNoAddressIsSaidSo() {
    for (String bad :
        List.of(
            "10.0.0.1/8",
            "10.0.0.0/33",
            "10.0.0",
            "010.0.0.1",
            "::ffff:10.0.0.0/104",
            "host",
            "",
            "10.0.0.0/8 ",
            "fe80::1%eth0",
            "10.0.0.1:80")) {
      assertThat(
              made("\"allow_ips\": [\"" + bad + "\"]").expectProblem(422, "invalid_request").body())
          .contains("/allow_ips", "203.0.113.7");
    }
  }

  @Test
  void theClientBehindAProxyIsTheRequestsAddress() {
    refunds
        .client
        .post(
            "/v1/policies",
            "text/x-actp",
            "policy \"near\" version \"1\"\ncapability look on \"**\" { require cidr(request.ip,"
                + " \"203.0.113.0/24\") }\n")
        .expect(201);
    String token =
        refunds
            .client
            .post("/v1/tokens", "{\"agentId\": \"bot\", \"policyId\": \"near\"}")
            .expect(201)
            .text("token");

    assertThat(looked(token, "203.0.113.7")).isEqualTo("allowed");
    assertThat(looked(token, "198.51.100.1")).isEqualTo("denied");
    assertThat(looked(token, "203.0.113.7, 198.51.100.1")).isEqualTo("denied");
  }

  private String looked(String token, String forwarded) {
    Client client = refunds.client.and("X-Forwarded-For", forwarded);
    return Refunds.enforce(client, token, "look", "x", "{}").text("decision");
  }
}
