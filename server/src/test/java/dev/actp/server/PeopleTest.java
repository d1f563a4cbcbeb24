package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who answers for which groups, and changes of that. */
class PeopleTest {
  private Refunds refunds;
  private Client client;

  @BeforeEach
  void start() {
    refunds = new Refunds();
    client = refunds.client;
  }

  @AfterEach
  void stop() {
    refunds.close();
  }

  private Client person(String id, String groups) {
    String body = "{\"id\": \"%s\", \"name\": \"%s\", \"groups\": [%s]}".formatted(id, id, groups);
    Answer made = client.post("/v1/people", body).expect(201);
    return client.with(Map.of("X-Api-Key", made.text("key")));
  }

  private String asked(String amount) {
    return refunds.refund(refunds.token().text("token"), amount).expect(200).text("approval.id");
  }

  @Test
  void peopleAreListedWithTheirGroups() {
    person("dana", "\"finance\", \"legal\"");
    person("eve", "\"legal\"");

    Answer all = client.get("/v1/people").expect(200);
    Answer first = client.get("/v1/people?limit=1").expect(200);

    assertThat(all.text("people.0.id")).isEqualTo("dana");
    assertThat(all.text("people.0.groups.0.name")).isEqualTo("finance");
    assertThat(all.text("people.1.id")).isEqualTo("eve");
    assertThat(all.body()).doesNotContain("actk_");
    assertThat(first.text("people.1.id")).isEmpty();
    assertThat(client.get("/v1/people?limit=1&cursor=" + first.text("next")).text("people.0.id"))
        .isEqualTo("eve");
    assertThat(client.get("/v1/people?group=finance").text("people.1.id")).isEmpty();
    assertThat(client.get("/v1/people/eve").expect(200).text("groups.0.name")).isEqualTo("legal");
    client.get("/v1/people/nobody").expectProblem(404, "not_found");
  }

  @Test
  void whoLeavesAGroupAnswersForItNoMoreAndWhoJoinsNotYet() {
    Client dana = person("dana", "\"finance\"");
    Client eve = person("eve", "\"legal\"");
    String id = asked("250");
    refunds.test.advance(Duration.ofSeconds(1));

    client.put("/v1/people/dana/groups", "{\"groups\": [\"legal\"]}").expect(200);
    Answer changed =
        client.put("/v1/people/eve/groups", "{\"groups\": [\"legal\", \"finance\"]}").expect(200);

    assertThat(changed.text("groups.0.name")).isEqualTo("finance");
    dana.post("/v1/approvals/" + id + "/approve", "{}").expectProblem(403, "forbidden");
    eve.post("/v1/approvals/" + id + "/approve", "{}").expectProblem(403, "forbidden");
    eve.post("/v1/approvals/" + asked("251") + "/approve", "{}").expect(200);
    assertThat(client.get("/v1/audit").body())
        .contains("\"act\":\"add_member\"", "\"act\":\"remove_member\"");
    refunds.test.restart();
    assertThat(refunds.test.client().get("/v1/people?group=finance").text("people.0.id"))
        .isEqualTo("eve");
  }

  @Test
  void whoIsRemovedIsInNoGroupAndHasNoKey() {
    Client dana = person("dana", "\"finance\"");

    client.post("/v1/people/dana/remove", "{}").expect(200);

    dana.get("/v1/approvals").expectProblem(401, "unauthenticated");
    client.get("/v1/people/dana").expectProblem(404, "not_found");
    client.post("/v1/people/dana/remove", "{}").expectProblem(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"groups\": \"finance\"}",
        "{\"groups\": [\"\"]}",
        "{\"groups\": [1]}",
        "{\"groups\": [], \"more\": 1}"
      })
  void aChangeThatMakesNoSenseIsRefusedAndNothingHalfDone(String body) {
    person("dana", "\"finance\"");

    client.put("/v1/people/dana/groups", body).expectProblem(422, "invalid_request");

    client.put("/v1/people/nobody/groups", "{\"groups\": []}").expectProblem(404, "not_found");
    assertThat(client.get("/v1/people/dana").text("groups.0.name")).isEqualTo("finance");
    client.put("/v1/people/dana/groups", "{\"groups\": []}").expect(200);
    assertThat(client.get("/v1/people/dana").expect(200).text("groups.0.name")).isEmpty();
  }
}
