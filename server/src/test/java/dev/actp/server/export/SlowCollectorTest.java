package dev.actp.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.store.StoredRecord;
import dev.actp.runtime.store.TenantBatch;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Collectors that accept and then do not do what ends a batch. The clock is turned by hand. */
class SlowCollectorTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  /** More than both ends of a connection keep for whoever does not read. */
  private static final int LONG = 3 << 20;

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  private Instant now() {
    return Objects.requireNonNull(now.get());
  }

  /** What a collector does once it was connected to. */
  enum Manner {
    /** Reads nothing, and closes nothing. */
    NEVER_READS("jsonl+tcp:"),
    /** Reads to the end, and closes nothing. */
    NEVER_CLOSES("syslog+tcp:"),
    /** Accepts, and does not shake hands. */
    NEVER_SHAKES_HANDS("syslog+tls:"),
    /** Reads the request and does not answer. */
    NEVER_ANSWERS("http:"),
    /** Announces an answer that never comes to its end. */
    NEVER_ENDS("otlp+http:");

    private final String scheme;

    Manner(String scheme) {
      this.scheme = scheme;
    }
  }

  /** A collector that keeps every connection, and tells of each once it is as far as it gets. */
  private static final class Slow implements AutoCloseable {
    final BlockingQueue<Socket> stuck = new LinkedBlockingQueue<>();
    private final ServerSocket server;
    private final Manner manner;

    Slow(Manner manner) throws IOException {
      this.manner = manner;
      server = new ServerSocket();
      server.setReceiveBufferSize(4_096);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          begin(socket);
          stuck.add(socket);
        } catch (IOException over) {
          // the other side, or the test
        }
      }
    }

    private void begin(Socket socket) throws IOException {
      switch (manner) {
        case NEVER_READS, NEVER_SHAKES_HANDS -> {}
        case NEVER_CLOSES -> socket.getInputStream().readAllBytes();
        case NEVER_ANSWERS -> request(socket.getInputStream());
        case NEVER_ENDS -> {
          request(socket.getInputStream());
          OutputStream out = socket.getOutputStream();
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
        }
      }
    }

    /** The head of a request. */
    private static void request(InputStream in) throws IOException {
      int last = 0;
      while (last != 0x0d0a0d0a) {
        int c = in.read();
        if (c < 0) {
          throw new IOException("no request");
        }
        last = last << 8 | c;
      }
    }

    ExportTarget target() {
      String text = manner.scheme + "//127.0.0.1:" + server.getLocalPort();
      return ((ExportTarget.Good) ExportTarget.read(text, Path.of(""))).target();
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket one : stuck) {
        one.close();
      }
    }
  }

  private MemoryStore store(int records, int length) {
    MemoryStore store = new MemoryStore();
    RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
    List<StoredRecord> written = new ArrayList<>();
    String head = Leaf.NONE;
    for (int i = 0; i < records; i++) {
      TreeMap<String, Value> details = new TreeMap<>();
      details.put("words", new Value.Text("x".repeat(length)));
      Entry.Acted entry =
          new Entry.Acted(
              "x", "key", "k", "a" + i, new Value.Struct(details), Value.Struct.EMPTY, null);
      Sealed one = writer.write("acme", i, head, START, entry);
      head = one.leafHash();
      written.add(new StoredRecord(one, "act", "", "x", "", "k", null, null));
    }
    List<Row> rows =
        List.of(
            new Row.OfTenant(new Tenant("acme", "acme", START), State.newKey(new SecureRandom())));
    store.commit(
        List.of(
            new TenantBatch(
                "acme", rows, written, null, null, written.getLast().sealed().receipt(), START)));
    return store;
  }

  private Exporter exporter(MemoryStore store, ExportTarget target, Delivery delivery)
      throws IOException {
    Progress progress = Progress.open(folder.resolve("exports"), target.text());
    return new Exporter(target, delivery, progress, store.queries(), this::now);
  }

  private static Delivery delivery(ExportTarget target) {
    return switch (target.transport()) {
      case ExportTarget.Stream stream ->
          new StreamDelivery(
              stream, target.format(), (SSLSocketFactory) SSLSocketFactory.getDefault());
      case ExportTarget.Http http -> new HttpDelivery(http.address(), target.format(), null);
      case ExportTarget.File file -> new FileDelivery(file.path(), target.format());
    };
  }

  private static FutureTask<Duration> stepping(Exporter exporter) {
    FutureTask<Duration> step = new FutureTask<>(exporter::step);
    Thread.ofPlatform().daemon().start(step);
    return step;
  }

  private static Duration ended(FutureTask<Duration> step)
      throws InterruptedException, ExecutionException, TimeoutException {
    return step.get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource
  void aBatchIsGivenUpAfterAMinuteAndSentAgain(Manner manner) throws Exception {
    MemoryStore store = store(3, manner == Manner.NEVER_READS ? LONG : 1);
    try (Slow collector = new Slow(manner)) {
      ExportTarget target = collector.target();
      Exporter exporter = exporter(store, target, delivery(target));
      for (int attempt = 1; attempt <= 2; attempt++) {
        FutureTask<Duration> step = stepping(exporter);
        assertThat(collector.stuck.poll(20, TimeUnit.SECONDS)).isNotNull();
        now.set(now().plus(TimedDelivery.LONGEST));
        exporter.watch();
        assertThat(ended(step)).isEqualTo(Exporter.RETRY_FIRST.multipliedBy(attempt));
        ExportStatus status = exporter.status("acme");
        assertThat(status.failing())
            .isEqualTo("a batch was not taken within 60 s and is sent again");
        assertThat(status.since()).isEqualTo(START.plus(TimedDelivery.LONGEST));
        assertThat(status.retry())
            .isEqualTo(now().plus(Exporter.RETRY_FIRST.multipliedBy(attempt)));
        assertThat(status.next()).isZero();
        assertThat(status.behind()).isEqualTo(3);
        assertThat(exporter.failing()).isTrue();
      }
    }
  }

  /** Whoever closes at the last moment has taken it. */
  @Test
  void aBatchIsNotGivenUpBefore() throws Exception {
    try (Slow collector = new Slow(Manner.NEVER_CLOSES)) {
      ExportTarget target = collector.target();
      Exporter exporter = exporter(store(3, 1), target, delivery(target));
      FutureTask<Duration> step = stepping(exporter);
      Socket socket = collector.stuck.poll(20, TimeUnit.SECONDS);
      now.set(START.plus(TimedDelivery.LONGEST).minusNanos(1));
      exporter.watch();
      Objects.requireNonNull(socket).close();
      assertThat(ended(step)).isZero();
      assertThat(exporter.failing()).isFalse();
      assertThat(exporter.status("acme").behind()).isZero();
      exporter.watch();
      assertThat(exporter.step()).isEqualTo(Exporter.IDLE);
    }
  }

  @Test
  void aClockThatIsSetBackGivesUpRatherThanWaits() throws Exception {
    try (Slow collector = new Slow(Manner.NEVER_CLOSES)) {
      ExportTarget target = collector.target();
      Exporter exporter = exporter(store(1, 1), target, delivery(target));
      FutureTask<Duration> step = stepping(exporter);
      assertThat(collector.stuck.poll(20, TimeUnit.SECONDS)).isNotNull();
      now.set(START.minusSeconds(1));
      exporter.watch();
      assertThat(ended(step)).isEqualTo(Exporter.RETRY_FIRST);
    }
  }

  /** As a file on a disk that has gone away: what cannot be ended is not begun a second time. */
  @Test
  void whatCannotBeGivenUpIsWaitedFor() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    BlockingQueue<Integer> began = new LinkedBlockingQueue<>();
    AtomicInteger ended = new AtomicInteger();
    Delivery stubborn =
        records -> {
          began.add(records.size());
          boolean waits = true;
          while (waits) {
            try {
              gone.await();
              waits = false;
            } catch (InterruptedException ignored) {
              // goes on, as a disk does
            }
          }
          ended.incrementAndGet();
          return 0;
        };
    ExportTarget target = ((ExportTarget.Good) ExportTarget.read("file:out", folder)).target();
    Exporter exporter = exporter(store(1, 1), target, stubborn);
    FutureTask<Duration> step = stepping(exporter);
    assertThat(began.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
    now.set(START.plus(TimedDelivery.LONGEST));
    exporter.watch();
    assertThat(ended(step)).isEqualTo(Exporter.RETRY_FIRST);
    assertThat(exporter.step()).isEqualTo(Exporter.RETRY_FIRST.multipliedBy(2));
    assertThat(exporter.status("acme").failing())
        .isEqualTo("a delivery that was given up has not ended yet");
    assertThat(began).isEmpty();
    gone.countDown();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (exporter.failing() && System.nanoTime() < end) {
      exporter.step();
    }
    assertThat(exporter.failing()).isFalse();
    assertThat(ended.get()).as("given up, and again").isEqualTo(2);
  }
}
