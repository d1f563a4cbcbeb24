package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import dev.actp.server.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AuthZEN 1.0, section 8: the action search and the resource search. */
class AuthzenSearchTest {
  private static final String ACTION = "/access/v1/search/action";
  private static final String RESOURCE = "/access/v1/search/resource";
  private static final String EVALUATION = "/access/v1/evaluation";

  /** What each capability is there for is in its name. */
  private static final String POLICY =
      """
      policy "desk" version "1"
      session teams: set<string>
      action charge(amount: decimal)
      capability read on "file://{session.teams}/plan", "file://shared/news", "crm://all" {}
      capability write on "file://{session.teams}/plan" { limit 2 per day }
      capability charge on "file://shared/news" { require amount <= 5 }
      capability sign on "file://shared/news" { approval by "finance" }
      capability view on "file://shared/news" { reveal only ["name"] }
      capability browse on "file://shared/news", "file://**" {}
      forbid read on "file://b/*"
      """;

  private final TestServer test = TestServer.start();
  private final Client client = test.client();

  AuthzenSearchTest() {
    client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    client
        .post("/v1/agents", "{\"id\": \"bot\", \"name\": \"Bot\", \"policies\": [\"desk\"]}")
        .expect(201);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private static String subject(String... teams) {
    return "\"subject\": {\"type\": \"agent\", \"id\": \"bot\", \"properties\": {\"teams\": [%s]}}"
        .formatted(quoted(List.of(teams)));
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "));
  }

  private Answer actions(String resource, String... more) {
    String type = resource.substring(0, resource.indexOf(':'));
    String id = resource.substring(resource.indexOf(':') + 3);
    return client.post(
        ACTION,
        "{%s, \"resource\": {\"type\": \"%s\", \"id\": \"%s\"}%s}"
            .formatted(subject("a", "b"), type, id, String.join("", more)));
  }

  private Answer resources(String subject, String action, String type, String... more) {
    return client.post(
        RESOURCE,
        "{%s, \"action\": {\"name\": \"%s\"}, \"resource\": {\"type\": \"%s\"}%s}"
            .formatted(subject, action, type, String.join("", more)));
  }

  /** The ids or names of the results, in their order. */
  private static List<String> results(Answer answer) {
    List<String> names = new ArrayList<>();
    if (answer.expect(200).json().members().get("results") instanceof Value.Sequence(var all)) {
      for (int i = 0; i < all.size(); i++) {
        String id = answer.text("results." + i + ".id");
        names.add(id.isEmpty() ? answer.text("results." + i + ".name") : id);
      }
    }
    assertThat(answer.text("page.count")).isEqualTo(Integer.toString(names.size()));
    return names;
  }

  @Test
  void actionsAreThoseThatAnEvaluationWouldPermit() {
    Answer found = actions("file://shared/news");
    assertThat(results(found)).containsExactly("browse", "read");
    assertThat(found.text("page.next_token")).isEmpty();
    assertThat(found.text("context.complete")).isEqualTo("true");
    assertThat(results(actions("file://a/plan"))).containsExactly("browse", "read", "write");
    assertThat(results(actions("file://b/plan"))).containsExactly("browse", "write");
    assertThat(results(actions("mail://x"))).isEmpty();
  }

  @Test
  void attributesAreThoseOfTheRequestAndCountForEveryAction() {
    String news = "file://shared/news";
    assertThat(results(actions(news, ", \"context\": {\"amount\": 5}")))
        .containsExactly("browse", "charge", "read");
    assertThat(results(actions(news, ", \"context\": {\"amount\": 6}")))
        .containsExactly("browse", "read");
    assertThat(results(actions(news, ", \"action\": {\"name\": \"charge\"}, \"foo\": [1]")))
        .as("what is searched is no condition, and unknown members are ignored")
        .containsExactly("browse", "read");
  }

  @Test
  void resourcesAreThoseThatPoliciesWriteOut() {
    Answer found = resources(subject("a", "b"), "read", "file");
    assertThat(results(found)).containsExactly("a/plan", "shared/news");
    assertThat(found.text("results.0.type")).isEqualTo("file");
    assertThat(found.text("context.complete")).isEqualTo("true");
    assertThat(results(resources(subject("a"), "read", "crm", ", \"context\": {}")))
        .containsExactly("all");
    Answer open = resources(subject("a"), "browse", "file");
    assertThat(results(open)).containsExactly("shared/news");
    assertThat(open.text("context.complete")).isEqualTo("false");
    assertThat(results(resources(subject("a"), "read", "nothing"))).isEmpty();
    assertThat(results(resources(subject("a"), "unknown", "file"))).isEmpty();
  }

  @Test
  void whatIsFoundIsPermittedAndWhatNeedsMoreThanAYesIsNotFound() {
    for (String action : new String[] {"sign", "view", "charge"}) {
      assertThat(results(resources(subject("a"), action, "file"))).as(action).isEmpty();
    }
    for (String id : results(resources(subject("a", "b"), "write", "file"))) {
      Answer evaluated =
          client.post(
              EVALUATION,
              "{%s, \"action\": {\"name\": \"write\"}, \"resource\": {\"type\": \"file\", \"id\":"
                      .formatted(subject("a", "b"))
                  + " \""
                  + id
                  + "\"}}");
      assertThat(evaluated.expect(200).text("decision")).as(id).isEqualTo("true");
    }
    assertThat(results(resources(subject("a", "b"), "write", "file")))
        .as("the limit is used up")
        .isEmpty();
  }

  @Test
  void whatALinkNarrowsIsAllThatThereIs() {
    String narrowed =
        client
            .post(
                "/v1/tokens",
                """
                {"agentId": "bot", "session": {"teams": ["a"]}, "capabilities": [
                  {"capability": "browse", "on": ["file://x/1", "file://x/2"]},
                  {"capability": "read", "on": ["file://shared/*"]}]}
                """)
            .expect(201)
            .text("token");
    String subject =
        "\"subject\": {\"type\": \"agent\", \"id\": \"bot\", \"properties\": {\"token\": \"%s\"}}"
            .formatted(narrowed);
    Answer browse = resources(subject, "browse", "file");
    assertThat(results(browse)).containsExactly("x/1", "x/2");
    assertThat(browse.text("context.complete")).isEqualTo("true");
    assertThat(results(resources(subject, "read", "file"))).containsExactly("shared/news");
    assertThat(results(resources(subject, "write", "file"))).isEmpty();
  }

  @Test
  void aSearchConsumesNothingAndIsOnRecordAsDryRuns() {
    for (int i = 0; i < 5; i++) {
      assertThat(results(resources(subject("a"), "write", "file"))).containsExactly("a/plan");
    }
    Answer audit = client.get("/v1/audit?action=write").expect(200);
    assertThat(audit.body().split("\"dry_run\":true", -1)).hasSize(1 + 5);
    assertThat(client.get("/v1/approvals").expect(200).body()).doesNotContain("finance");
  }

  @Test
  void pagesHoldWhatIsAskedForAndGoOnWhereTheyEnded() {
    String[] teams = {"a", "c", "d", "e", "f"};
    List<String> found = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      String page = ", \"page\": {\"limit\": 2, \"token\": \"%s\"}".formatted(next);
      Answer answer = resources(subject(teams), "read", "file", page);
      assertThat(results(answer)).hasSizeLessThanOrEqualTo(2);
      found.addAll(results(answer));
      next = answer.text("page.next_token");
      pages++;
    } while (!next.isEmpty());
    assertThat(found)
        .containsExactly("a/plan", "c/plan", "d/plan", "e/plan", "f/plan", "shared/news");
    assertThat(pages).isEqualTo(3);
    Answer none = resources(subject(teams), "read", "file", ", \"page\": {\"limit\": 0}");
    assertThat(results(none)).isEmpty();
    String all = ", \"page\": {\"token\": \"%s\"}".formatted(none.text("page.next_token"));
    assertThat(results(resources(subject(teams), "read", "file", all))).hasSize(6);
  }

  @Test
  void aPageBelongsToItsSearch() {
    String first = ", \"page\": {\"limit\": 1}";
    String next =
        resources(subject("a", "c"), "read", "file", first).expect(200).text("page.next_token");
    assertThat(next).isNotEmpty();
    String page = ", \"page\": {\"token\": \"%s\"}";
    resources(subject("a", "c"), "read", "file", page.formatted(next)).expect(200);
    List<Answer> others =
        List.of(
            resources(subject("a"), "read", "file", page.formatted(next)),
            resources(subject("a", "c"), "write", "file", page.formatted(next)),
            resources(subject("a", "c"), "read", "crm", page.formatted(next)),
            resources(subject("a", "c"), "read", "file", page.formatted("x" + next)),
            resources(subject("a", "c"), "read", "file", page.formatted("!")));
    for (Answer other : others) {
      assertThat(other.expect(400).body()).contains("/page/token has to be the `next_token`");
    }
  }

  @Test
  void aPageLooksAtAHundredNamesAndNoMore() {
    String[] teams = IntStream.range(0, 100).mapToObj("t%03d"::formatted).toArray(String[]::new);
    Answer hundred = resources(subject(teams), "write", "file");
    assertThat(results(hundred)).hasSize(100);
    assertThat(hundred.text("page.next_token")).isEmpty();
    Answer more = resources(subject(teams), "read", "file", ", \"page\": {\"limit\": 1000}");
    assertThat(results(more)).hasSize(100);
    Answer rest =
        resources(
            subject(teams),
            "read",
            "file",
            ", \"page\": {\"limit\": 1000, \"token\": \"%s\"}"
                .formatted(more.text("page.next_token")));
    assertThat(results(more)).doesNotContain("t099/plan");
    assertThat(results(rest)).containsExactly("t099/plan");
    assertThat(rest.text("page.next_token")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10, true", "11, false"})
  void aThousandResourcesAreListedAndNoMore(int patterns, boolean complete) {
    String on =
        IntStream.range(0, patterns)
            .mapToObj("\"file://{session.teams}/%d\""::formatted)
            .collect(Collectors.joining(", "));
    String policy =
        "policy \"wide\" version \"1\"\nsession teams: set<string>\ncapability list on %s {}\n"
            .formatted(on);
    client.post("/v1/policies", "text/x-actp", policy).expect(201);
    client.put("/v1/agents/bot", "{\"policies\": [\"wide\"]}").expect(200);
    String[] teams = IntStream.range(0, 100).mapToObj("t%03d"::formatted).toArray(String[]::new);
    int found = 0;
    String next = "";
    do {
      String page = ", \"page\": {\"token\": \"%s\"}".formatted(next);
      Answer answer = resources(subject(teams), "list", "file", page).expect(200);
      assertThat(answer.text("context.complete")).isEqualTo(Boolean.toString(complete));
      found += Integer.parseInt(answer.text("page.count"));
      next = answer.text("page.next_token");
    } while (!next.isEmpty());
    assertThat(found).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\": \"agent\", \"id\": \"nobody\"",
        "\"type\": \"spaceship\", \"id\": \"bot\"",
        "\"type\": \"agent\", \"id\": \"bot\", \"properties\": {\"token\": \"a.b.c\"}",
      })
  void whoIsNotKnownMayDoNothing(String subject) {
    Answer answer =
        client.post(
            ACTION,
            "{\"subject\": {%s}, \"resource\": {\"type\": \"file\", \"id\": \"shared/news\"}}"
                .formatted(subject));
    assertThat(results(answer)).isEmpty();
    assertThat(answer.text("page.next_token")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "action | {} | /subject is required",
        "action | {\"subject\": {\"type\": \"agent\", \"id\": \"bot\"}} | /resource is required",
        "action | {\"subject\": {\"type\": \"agent\"}} | /subject/id is required",
        "action | {\"resource\": {\"type\": \"file\"}} | /resource/id is required",
        "resource | {\"action\": {\"name\": \"read\"}} | /subject is required",
        "resource | {\"subject\": {\"type\": \"agent\", \"id\": \"bot\"}} | /action is required",
        "resource | {\"subject\": {\"type\": \"agent\"}} | /subject/id is required",
        "resource | {\"resource\": {\"id\": \"1\"}} | /resource/type is required",
        "resource | {\"page\": []} | /page has to be an object",
        "resource | {\"page\": {\"limit\": -1}} | /page/limit has to be 0 or more",
        "resource | {\"page\": {\"limit\": 1.5}} | /page/limit has to be a whole number",
        "resource | {\"page\": {\"token\": 1}} | /page/token has to be a string",
        "action | [] | JSON",
      })
  void whatIsNoSearchIsABadRequest(String kind, String body, String message) {
    Answer refused = client.post("/access/v1/search/" + kind, body).expect(400);
    assertThat(refused.header("content-type")).startsWith("text/plain");
    assertThat(refused.body()).contains(message);
  }

  @Test
  void onlyEnforcersSearchAndNobodyForTheSubjects() {
    String body =
        "{%s, \"resource\": {\"type\": \"file\", \"id\": \"a/plan\"}}".formatted(subject("a"));
    client.with(Map.of()).post(ACTION, body).expect(401);
    client.with(Map.of("X-Api-Key", "actk_wrong")).post(ACTION, body).expect(401);
    String stranger = body.replace("\"agent\"", "\"spaceship\"");
    client.with(Map.of()).post(ACTION, stranger).expect(401);
    Client issuer = key("\"roles\": [\"issuer\"]");
    issuer.post(ACTION, body).expect(403);
    issuer.post(ACTION, stranger).expect(403);
    String token =
        client
            .post("/v1/tokens", "{\"agentId\": \"bot\", \"session\": {\"teams\": [\"a\"]}}")
            .expect(201)
            .text("token");
    client.with(Map.of("Authorization", "Bearer " + token)).post(ACTION, body).expect(403);
    assertThat(key("\"roles\": [\"enforcer\"]").post(ACTION, body).expect(400).body())
        .contains("needs a token");
    Client other = key("\"roles\": [\"enforcer\", \"issuer\"], \"agents\": [\"other\"]");
    assertThat(results(other.post(ACTION, body))).isEmpty();
    client.post(ACTION + "?dryRun=false", body).expect(400);
    client.get(ACTION).expectProblem(405, "method_not_allowed");
    client.post("/access/v1/search/subject", body).expectProblem(404, "not_found");
    Answer named = client.and("X-Request-ID", "bfe9eb29").post(ACTION, body).expect(200);
    assertThat(named.header("x-request-id")).isEqualTo("bfe9eb29");
  }

  private Client key(String terms) {
    Answer made = client.post("/v1/keys", "{\"label\": \"k\", " + terms + "}").expect(201);
    return client.with(Map.of("X-Api-Key", made.text("key")));
  }
}
