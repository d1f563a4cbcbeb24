package dev.actp.bench;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A record of 1 KB: to write it, and to verify it out of an export, chain and tree. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class LedgerBenchmark {
  private static final int RECORDS = 10_000;
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  private final RecordWriter writer = new RecordWriter("bench/1", new SecureRandom());
  private byte[] export = {};

  private static Entry entry() {
    TreeMap<String, Value> details = new TreeMap<>();
    details.put("words", new Value.Text("x".repeat(600)));
    return new Entry.Acted(
        "x", "key", "k", "target", new Value.Struct(details), Value.Struct.EMPTY, null);
  }

  @Setup
  public void setUp() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Receipt head = new Receipt(-1, Leaf.NONE);
    for (int i = 0; i < RECORDS; i++) {
      Sealed one = writer.write("bench", i, head.leafHash(), START, entry());
      head = one.receipt();
      lines.writeBytes(one.leaf());
      lines.write('\n');
    }
    export = lines.toByteArray();
  }

  @Benchmark
  public Sealed write() {
    return writer.write("bench", 0, Leaf.NONE, START, entry());
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Verdict verify() throws IOException {
    Verdict verdict =
        LedgerVerifier.verify(new JsonLines(new ByteArrayInputStream(export)), Demands.NONE);
    if (!(verdict instanceof Verdict.Intact)) {
      throw new IllegalStateException("a wrong verdict");
    }
    return verdict;
  }
}
