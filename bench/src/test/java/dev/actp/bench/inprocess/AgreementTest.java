package dev.actp.bench.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.bench.inprocess.PeersBenchmark.Engine;
import dev.actp.bench.workload.Ask;
import dev.actp.bench.workload.Subject;
import dev.actp.bench.workload.Workload;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is compared decides alike: else its speed would say nothing. */
class AgreementTest {
  private static final List<Subject> SUBJECTS = Subject.first(20);
  private static final List<Ask> ASKS = Ask.of(SUBJECTS, Workload.REQUESTS);

  @ParameterizedTest
  @EnumSource
  @DisplayName("each engine decides the workload's thousand requests as expected")
  void agrees(Engine engine) {
    InProcess decides = engine.over(SUBJECTS, ASKS);
    assertThat(IntStream.range(0, ASKS.size()).filter(decides::allows).boxed())
        .containsExactlyElementsOf(
            IntStream.range(0, ASKS.size()).filter(i -> ASKS.get(i).allowed()).boxed().toList())
        .hasSize(600);
  }
}
