package dev.actp.bench.inprocess;

import dev.actp.bench.workload.Ask;
import dev.actp.bench.workload.Subject;
import dev.actp.bench.workload.Workload;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision in process by each engine, over the workload's thousand requests in turn. Ours has
 * its token verified, the others are told the role.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class PeersBenchmark {
  /** The engines. */
  public enum Engine {
    ACTP,
    CEDAR,
    JCASBIN,
    PLAIN_JAVA;

    InProcess over(List<Subject> subjects, List<Ask> asks) {
      return switch (this) {
        case ACTP -> new ActpInProcess(subjects, asks);
        case CEDAR -> new CedarInProcess(subjects, asks);
        case JCASBIN -> new CasbinInProcess(subjects, asks);
        case PLAIN_JAVA -> new PlainJava(subjects, asks);
      };
    }
  }

  @Param private Engine engine = Engine.ACTP;

  @Param({"10", "100", "1000", "10000"})
  private int policies;

  private InProcess decides = request -> false;
  private int next;

  /** Sets an engine up, and holds it to what it has to decide. */
  @Setup
  public void setUp() {
    List<Subject> subjects = Subject.first(policies);
    List<Ask> asks = Ask.of(subjects, Workload.REQUESTS);
    decides = engine.over(subjects, asks);
    for (int i = 0; i < asks.size(); i++) {
      if (decides.allows(i) != asks.get(i).allowed()) {
        throw new IllegalStateException(
            engine + " decides otherwise than expected: " + asks.get(i));
      }
    }
  }

  /** One decision for one request after another. */
  @Benchmark
  public boolean decide() {
    next = next + 1 == Workload.REQUESTS ? 0 : next + 1;
    return decides.allows(next);
  }
}
