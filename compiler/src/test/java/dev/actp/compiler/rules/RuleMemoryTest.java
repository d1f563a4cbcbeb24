package dev.actp.compiler.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory stays bounded, whatever the number of decisions and of policies. */
class RuleMemoryTest {
  private static final String SMALL_HEAP = "-Xmx40m";
  private static final long LONGEST_MINUTES = 5;

  /** What is done in a heap that a leak of a hundred bytes a time would fill. */
  enum Work {
    A_MILLION_DECISIONS {
      @Override
      void run() {
        CompiledPolicy policy = new RuleCompiler(1_000).compile(Sample.policy(20));
        for (int i = 0; i < 1_000_000; i++) {
          check(policy, i % 20, i % 3 == 0);
        }
      }
    },
    TWO_THOUSAND_POLICIES {
      @Override
      void run() {
        RuleCompiler compiler = new RuleCompiler(200);
        for (int i = 0; i < 2_000; i++) {
          check(compiler.compile(numbered(i)), 0, i % 3 == 0);
        }
      }
    };

    abstract void run();

    private static void check(CompiledPolicy policy, int action, boolean within) {
      int amount = within ? Sample.MAX_AMOUNT : Sample.MAX_AMOUNT + 1;
      Outcome outcome = Sample.decide(policy, Sample.request(action, amount)).outcome();
      if (outcome != (within ? Outcome.ALLOW : Outcome.DENY)) {
        throw new IllegalStateException("a wrong verdict: " + outcome);
      }
    }
  }

  /** A policy like no other. */
  private static Policy numbered(int number) {
    Capability own =
        new Capability(
            "own" + number,
            List.of("own"),
            List.of(Sample.ordersOfTheCustomer()),
            List.of(Sample.atMost(number)),
            null,
            Source.NONE);
    return Sample.policy(
        List.of(
            Sample.capability("action0"),
            Sample.capability("action1"),
            Sample.capability("action2"),
            own),
        List.of());
  }

  @ParameterizedTest
  @EnumSource
  void aSmallHeapIsEnoughFor(Work work) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                SMALL_HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                RuleMemoryTest.class.getName(),
                work.name())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  /** Runs in a heap of its own. */
  public static void main(String... work) {
    Work.valueOf(work[0]).run();
  }

  @Test
  void noMoreIsHeldThanThereIsRoomFor() {
    RuleCompiler compiler = new RuleCompiler(40);
    List<CompiledPolicy> policies =
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).stream()
            .map(i -> compiler.compile(numbered(i)))
            .toList();
    assertThat(compiler.held()).isZero();
    for (int i = 0; i < 3; i++) {
      policies.forEach(policy -> Work.check(policy, 1, true));
      assertThat(compiler.held()).isBetween(1L, 40L);
    }
  }

  @Test
  void policiesOfOneMeaningShareTheirRules() {
    RuleCompiler compiler = new RuleCompiler(1_000);
    for (int i = 0; i < 5; i++) {
      Work.check(compiler.compile(Sample.policy(3)), 2, true);
    }
    assertThat(compiler.held()).isEqualTo(5);
  }
}
