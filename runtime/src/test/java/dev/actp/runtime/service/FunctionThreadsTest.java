package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Functions that take long are computed beside the writer, and keep nobody else waiting. */
class FunctionThreadsTest {
  private static final int OPEN = 1_000;
  private static final FunctionBounds WIDE =
      new FunctionBounds(2, 1_000, 1_000, Duration.ofMinutes(1));

  private final Semaphore gate = new Semaphore(OPEN);
  private final Queue<String> threads = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> fresh =
      new ConcurrentLinkedQueue<>(IntStream.range(0, 1_000).boxed().toList());

  /** Calls a function for every `act` before it decides; `note` says how the function behaves. */
  private final class CallingDecider implements Decider {
    private final Decider decider = new ReferenceDecider();

    @Override
    public Decision decide(
        CompiledPolicies policies, Request request, VerifiedToken token, Facts facts) {
      if (!request.action().equals("act")) {
        return decider.decide(policies, request, token, facts);
      }
      Object note = request.attributes().members().getOrDefault("note", Value.Num.ZERO);
      Object argument = note.equals(new Value.Text("other")) ? fresh.remove() : note;
      Supplier<Result> function = () -> compute(note);
      Result holds = facts.memo().call(Expr.Function.SENSITIVE, List.of(argument), function);
      return holds.equals(Value.Bool.TRUE)
          ? decider.decide(policies, request, token, facts)
          : Denials.decision(Reason.Code.CLAUSE_ERROR, "the function did not hold");
    }

    private Result compute(Object note) {
      threads.add(Thread.currentThread().getName());
      if (note.equals(new Value.Text("throw"))) {
        throw new StackOverflowError();
      }
      gate.acquireUninterruptibly();
      gate.release();
      return Value.Bool.TRUE;
    }
  }

  private Office office(FunctionBounds bounds) {
    Settings settings = Office.settings(new MemoryStore(), new CallingDecider());
    return Office.of(settings.withFunctions(bounds)).open("acme").open("other");
  }

  private static Enforcement noted(String note) {
    return Office.request("acme", "act", Map.of("note", new Value.Text(note)));
  }

  private static Reason.Code code(Answer answer) {
    return answer.decision().reasons().get(0).code();
  }

  @Test
  void theWriterNeverComputes() {
    try (Office office = office(WIDE)) {
      for (int i = 0; i < Office.LIMIT; i++) {
        Answer answer = office.act("acme");
        assertThat(answer.decision().outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(answer.receipt()).isNotNull();
      }
      assertThat(threads)
          .hasSize(Office.LIMIT)
          .allSatisfy(name -> assertThat(name).startsWith("actp-function-"));
    }
  }

  @Test
  void aRequestThatIsComputedKeepsNobodyWaiting() {
    try (Office office = office(WIDE)) {
      gate.drainPermits();
      CompletionStage<Answer> slow =
          office.service.enforce(Office.request("acme", "act", Map.of()));
      Answer quick = office.enforce(Office.request("other", "read", Map.of()));
      assertThat(quick.decision().outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(slow.toCompletableFuture()).isNotDone();
      gate.release(OPEN);
      assertThat(Office.await(slow).decision().outcome()).isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  void limitsHoldHoweverManyAreComputedAtOnce() {
    try (Office office = office(WIDE)) {
      List<CompletionStage<Answer>> all = new ArrayList<>();
      for (int i = 0; i < 5 * Office.LIMIT; i++) {
        all.add(office.service.enforce(noted("n" + i)));
      }
      assertThat(all)
          .filteredOn(stage -> Office.await(stage).decision().outcome() == Outcome.ALLOW)
          .hasSize(Office.LIMIT);
    }
  }

  @Test
  void whatThrowsDeniesAndIsRecorded() {
    try (Office office = office(WIDE)) {
      Answer denied = office.enforce(noted("throw"));
      assertThat(code(denied)).isEqualTo(Reason.Code.INTERNAL_ERROR);
      assertThat(denied.receipt()).isNotNull();
      assertThat(threads).hasSize(1);
    }
  }

  @Test
  void whatAsksForSomethingElseEachTimeIsDenied() {
    try (Office office = office(WIDE)) {
      Answer denied = office.enforce(noted("other"));
      assertThat(code(denied)).isEqualTo(Reason.Code.OVERLOADED);
      assertThat(denied.receipt()).isNotNull();
      assertThat(threads).hasSize(8);
    }
  }

  @Test
  void aTenantHasItsShareOfTheThreads() {
    try (Office office = office(new FunctionBounds(1, 1_000, 2, Duration.ofMinutes(1)))) {
      gate.drainPermits();
      CompletionStage<Answer> first = office.service.enforce(noted("1"));
      CompletionStage<Answer> second = office.service.enforce(noted("2"));
      assertThat(code(office.enforce(noted("3")))).isEqualTo(Reason.Code.OVERLOADED);
      CompletionStage<Answer> others =
          office.service.enforce(Office.request("other", "act", Map.of()));
      gate.release(OPEN);
      for (CompletionStage<Answer> stage : List.of(first, second, others)) {
        assertThat(Office.await(stage).decision().outcome()).isEqualTo(Outcome.ALLOW);
      }
      assertThat(office.enforce(noted("3")).decision().outcome()).isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  void noMoreWaitThanMay() {
    try (Office office = office(new FunctionBounds(1, 1, 1_000, Duration.ofMinutes(1)))) {
      gate.drainPermits();
      CompletionStage<Answer> first = office.service.enforce(noted("1"));
      CompletionStage<Answer> second = office.service.enforce(noted("2"));
      assertThat(code(office.enforce(noted("3")))).isEqualTo(Reason.Code.OVERLOADED);
      gate.release(OPEN);
      assertThat(Office.await(first).decision().outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(Office.await(second).decision().outcome()).isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  void whatTakesTooLongIsDenied() {
    try (Office office = office(new FunctionBounds(1, 1, 1, Duration.ofMillis(1)))) {
      gate.drainPermits();
      Answer denied = office.act("acme");
      assertThat(code(denied)).isEqualTo(Reason.Code.OVERLOADED);
      assertThat(denied.decision().outcome()).isEqualTo(Outcome.DENY);
      gate.release(OPEN);
    }
  }

  @Test
  void whatIsStillComputedWhenItIsClosedIsDenied() {
    Office office = office(WIDE);
    gate.drainPermits();
    CompletionStage<Answer> slow = office.service.enforce(Office.request("acme", "act", Map.of()));
    office.enforce(Office.request("acme", "read", Map.of()));
    office.close();
    gate.release(OPEN);
    assertThat(code(Office.await(slow))).isEqualTo(Reason.Code.OVERLOADED);
  }
}
