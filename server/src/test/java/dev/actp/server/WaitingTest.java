package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many callers who wait for one approval. */
class WaitingTest {
  private static final int WAITING_MAX = 100;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Refunds refunds;
  private String token;
  private String id;
  private List<CompletableFuture<Answer>> waiting;

  @BeforeEach
  void asManyWaitAsMay() {
    refunds = new Refunds();
    token = refunds.token().text("token");
    id = refunds.refund(token, "250").text("approval.id");
    waiting = new ArrayList<>();
    while (waiting.size() < WAITING_MAX) {
      waiting.add(CompletableFuture.supplyAsync(this::await, threads));
    }
    untilFull();
  }

  @AfterEach
  void stop() {
    refunds.close();
    threads.close();
  }

  /** Who finds no place, as the one who looks whether there is one has it, comes again. */
  private Answer await() {
    Answer answer;
    do {
      answer = refunds.client.get("/v1/approvals/" + id + "?wait=60s");
    } while (answer.status() == 503);
    return answer;
  }

  /** Who asks with a short wait is turned away once all places are taken. */
  private void untilFull() {
    Answer answer;
    do {
      answer = refunds.client.get("/v1/approvals/" + id + "?wait=1s");
    } while (answer.status() == 200);
    answer.expectProblem(503, "overloaded");
    assertThat(answer.header("retry-after")).isNotEmpty();
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
  }

  private void allAnswer(String state) {
    assertThat(waiting)
        .allSatisfy(one -> assertThat(one.join().expect(200).text("state")).isEqualTo(state));
  }

  @Test
  void aVoteAnswersAllAndWhatIsOverNeedsNoPlace() {
    Answer person =
        refunds
            .client
            .post("/v1/people", "{\"id\": \"d\", \"name\": \"d\", \"groups\": [\"finance\"]}")
            .expect(201);
    Client dana = refunds.client.with(Map.of("X-Api-Key", person.text("key")));
    String later = refunds.refund(token, "251").text("approval.id");
    refunds.client.get("/v1/approvals/" + later + "?wait=1s").expectProblem(503, "overloaded");
    refunds.client.get("/v1/approvals/" + later).expect(200);
    refunds.client.post("/v1/approvals/" + later + "/cancel", "{}").expect(200);
    refunds.client.get("/v1/approvals/" + later + "?wait=1s").expect(200);

    refunds.client.post("/v1/approvals/" + id + "/cancel", "{}").expect(200);

    allAnswer("cancelled");
    assertThat(dana.get("/v1/approvals/" + id + "?wait=60s").text("state")).isEqualTo("cancelled");
  }

  @Test
  void anEndThatNobodySaysAnswersAll() {
    refunds.test.advance(Duration.ofMinutes(30));

    allAnswer("expired");
  }

  @Test
  void aServerThatStopsAnswersAll() {
    refunds.test.restart();

    allAnswer("pending");
  }
}
