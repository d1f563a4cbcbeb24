package dev.actp.compiler.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.compiler.expression.ExpressionCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.TimeWindow;
import dev.actp.runtime.value.Value;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps of the rule engine, each of which was seen to give wrong verdicts or to leak. */
class RuleBaseTest {
  private static final Expr TRUE = new Expr.Literal(Value.Bool.TRUE);
  private static final Expr FALSE = new Expr.Literal(Value.Bool.FALSE);

  private final RuleCompiler compiler = new RuleCompiler();

  private static Condition condition(String id, Expr expression) {
    return Condition.isTrue(id, expression, ExpressionCompiler.compile(expression));
  }

  private static RuleSpec rule(String name, Condition condition) {
    return new RuleSpec(name, null, List.of(condition), new Finding.Candidate(0));
  }

  @Test
  void twoConditionsUnderOneIdAreRefused() {
    List<RuleSpec> rules =
        List.of(rule("a", condition("same", TRUE)), rule("b", condition("same", FALSE)));
    assertThatThrownBy(() -> new RuleBaseBuilder().build(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("true: same");
  }

  @Test
  void twoRulesUnderOneNameAreRefused() {
    List<RuleSpec> rules =
        List.of(rule("same", condition("a", TRUE)), rule("same", condition("b", FALSE)));
    assertThatThrownBy(() -> new RuleBaseBuilder().build(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same");
  }

  /** The hashes of "Aa" and "BB" are equal, and so are those of longer words made of them. */
  @Test
  void actionsOfOneHashAreToldApart() {
    List<String> actions = List.of("Aa", "BB", "AaAa", "BBBB", "AaBB", "BBAa", "other");
    CompiledPolicy policy =
        compiler.compile(
            Sample.policy(actions.stream().map(Sample::capability).toList(), List.of()));
    for (String action : actions) {
      var decision = Sample.decide(policy, Sample.request(action, "order://customer:12345/1", 5));
      assertThat(decision.exercised()).isNotNull();
      assertThat(decision.exercised().capability()).isEqualTo(action);
    }
  }

  @Test
  void conditionsThatDifferInOneConstantAreToldApart() {
    List<Capability> ceilings =
        IntStream.rangeClosed(1, 50)
            .mapToObj(
                i ->
                    new Capability(
                        "upTo" + i,
                        List.of("pay"),
                        List.of(Sample.ordersOfTheCustomer()),
                        List.of(Sample.atMost(i)),
                        null,
                        Source.NONE))
            .toList();
    CompiledPolicy policy = compiler.compile(Sample.policy(ceilings, List.of()));
    for (int amount = 1; amount <= 50; amount++) {
      var decision =
          Sample.decide(policy, Sample.request("pay", "order://customer:12345/1", amount));
      assertThat(decision.exercised()).isNotNull();
      assertThat(decision.exercised().capability()).isEqualTo("upTo" + amount);
    }
  }

  @Test
  void aWindowUnderTwoNamesIsOneCondition() {
    List<Capability> hours =
        Stream.of("office", "desk")
            .map(
                name ->
                    new Capability(
                        name,
                        List.of(name),
                        List.of(Sample.ordersOfTheCustomer()),
                        List.of(Sample.require(allDay(name))),
                        null,
                        Source.NONE))
            .toList();
    CompiledPolicy policy = compiler.compile(Sample.policy(hours, List.of()));
    for (String action : List.of("office", "desk")) {
      assertThat(
              Sample.decide(policy, Sample.request(action, "order://customer:12345/1", 1))
                  .outcome())
          .isEqualTo(Outcome.ALLOW);
    }
  }

  private static Expr allDay(String name) {
    TimeWindow.Item day = new TimeWindow.Item.Weekly(EnumSet.allOf(DayOfWeek.class), 0, 24 * 60);
    return new Expr.During(new TimeWindow(name, ZoneOffset.UTC, List.of(day)));
  }

  @Test
  void anActionGrantedTwiceByOneCapabilityIsRefusedAndDenied() {
    Capability twice =
        new Capability(
            "twice",
            List.of("pay", "pay"),
            List.of(Sample.ordersOfTheCustomer()),
            List.of(),
            null,
            Source.NONE);
    CompiledPolicy policy = compiler.compile(Sample.policy(List.of(twice), List.of()));
    assertThat(
            Sample.decide(policy, Sample.request("pay", "order://customer:12345/1", 1)).reasons())
        .extracting(Reason::code)
        .containsExactly(Reason.Code.INTERNAL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void whatARuleThrowsDeniesAndSpoilsNoLaterDecision(Class<? extends Throwable> thrown) {
    CompiledPolicy policy = compiler.compile(Sample.policy(20));
    Facts broken = new BrokenFacts(thrown);
    for (int i = 0; i < 20; i++) {
      assertThat(Sample.decide(policy, Sample.request(i, 1), broken).reasons())
          .extracting(Reason::code)
          .containsExactly(Reason.Code.INTERNAL_ERROR);
      assertThat(Sample.decide(policy, Sample.request(i, 1)).outcome()).isEqualTo(Outcome.ALLOW);
    }
  }

  /** Facts that break their contract where a limit is read. */
  private record BrokenFacts(Class<? extends Throwable> thrown) implements Facts {
    @Override
    public Instant now() {
      return Sample.NOW;
    }

    @Override
    public Reading read(FactKey key) {
      if (!(key instanceof FactKey.Usage)) {
        return new Sample.MemoryFacts().read(key);
      }
      if (thrown == StackOverflowError.class) {
        throw new StackOverflowError();
      }
      throw new IllegalStateException("broken");
    }
  }

  @Test
  void threadsNeverGetEachOthersVerdicts() throws Exception {
    CompiledPolicy policy = compiler.compile(Sample.policy(30));
    Callable<Integer> work =
        () -> {
          int wrong = 0;
          for (int i = 0; i < 20_000; i++) {
            int amount = i % 2 == 0 ? Sample.MAX_AMOUNT : Sample.MAX_AMOUNT + 1;
            var decision = Sample.decide(policy, Sample.request(i % 30, amount));
            boolean right =
                amount > Sample.MAX_AMOUNT
                    ? decision.outcome() == Outcome.DENY
                    : decision.exercised() != null
                        && decision.exercised().capability().equals("action" + i % 30);
            wrong += right ? 0 : 1;
          }
          return wrong;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> all =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> work).toList());
      for (Future<Integer> wrong : all) {
        assertThat(wrong.get()).isZero();
      }
    }
  }
}
