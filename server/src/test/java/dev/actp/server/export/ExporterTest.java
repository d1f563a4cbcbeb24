package dev.actp.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.store.StoredRecord;
import dev.actp.runtime.store.TenantBatch;
import dev.actp.runtime.value.Value;
import dev.actp.server.export.Collector.Mood;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records on their way to collectors that fail, and through restarts on both sides. */
class ExporterTest {
  private static final List<Mood> MOODS = List.of(Mood.values());
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  private static final Pattern INDEX = Pattern.compile("\"index\":(\\d+),\"leaf_hash\"");
  private static final Pattern AUDIT_ID = Pattern.compile(" audit_id=\"aud_(\\d+)\"");

  @TempDir Path folder;

  private MemoryStore store = new MemoryStore();
  private long written;
  private Receipt head = new Receipt(-1, Leaf.NONE);

  private void write(int count, int length) {
    RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
    List<Row> rows =
        written == 0
            ? List.of(
                new Row.OfTenant(
                    new Tenant("acme", "acme", START), State.newKey(new SecureRandom())))
            : List.of();
    List<StoredRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TreeMap<String, Value> details = new TreeMap<>();
      details.put("words", new Value.Text("x".repeat(length)));
      Entry.Acted entry =
          new Entry.Acted(
              "put_agent",
              "key",
              "k",
              "a" + written,
              new Value.Struct(details),
              Value.Struct.EMPTY,
              null);
      Sealed one = writer.write("acme", written, head.leafHash(), START, entry);
      head = one.receipt();
      written++;
      records.add(new StoredRecord(one, "act", "", "put_agent", "", "k", null, null));
    }
    store.commit(List.of(new TenantBatch("acme", rows, records, null, null, head, START)));
  }

  private static ExportTarget target(String text) {
    return switch (ExportTarget.read(text, Path.of("/tmp"))) {
      case ExportTarget.Good(ExportTarget target) -> target;
      case ExportTarget.Wrong(String why) -> throw new AssertionError(why);
    };
  }

  private Exporter exporter(ExportTarget target, Delivery delivery) throws IOException {
    Progress progress = Progress.open(folder.resolve("exports"), target.text());
    return new Exporter(target, delivery, progress, store.queries(), () -> START);
  }

  private static Delivery posting(ExportTarget target) {
    return new HttpDelivery(
        ((ExportTarget.Http) target.transport()).address(), target.format(), "Bearer s3cret");
  }

  private static Delivery streaming(ExportTarget target) {
    return new StreamDelivery(
        (ExportTarget.Stream) target.transport(),
        target.format(),
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  private static List<Long> indexes(List<String> bodies, Pattern pattern) {
    List<Long> found = new ArrayList<>();
    for (String body : bodies) {
      for (Matcher one = pattern.matcher(body); one.find(); ) {
        found.add(Long.parseLong(one.group(1)));
      }
    }
    return found;
  }

  /** Every record has come, none before its predecessor. */
  private void complete(List<Long> received, long seed) {
    assertThat(received.stream().distinct())
        .as("seed %d", seed)
        .containsExactlyElementsOf(LongStream.range(0, written).boxed().toList());
  }

  private interface Deliveries {
    Delivery of(ExportTarget target);
  }

  private void hardship(long seed, AtomicReference<Mood> mood, ExportTarget target, Deliveries by)
      throws IOException {
    Random random = new Random(seed);
    Exporter exporter = exporter(target, by.of(target));
    for (int step = 0; step < 25; step++) {
      mood.set(MOODS.get(random.nextInt(MOODS.size())));
      write(1 + random.nextInt(400), 10);
      exporter.step();
      if (random.nextInt(3) == 0) {
        exporter = exporter(target, by.of(target));
      }
    }
    mood.set(Mood.TAKES);
    while (exporter.step().isZero()) {
      assertThat(exporter.failing()).isFalse();
    }
    assertThat(exporter.status("acme").behind()).isZero();
  }

  @Test
  void nothingIsLostOnTheWayToWhoIsPostedTo() throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      reset();
      AtomicReference<Mood> mood = new AtomicReference<>(Mood.TAKES);
      try (Collector.Posted collector = new Collector.Posted(mood::get, "")) {
        hardship(seed, mood, target(collector.address() + "/in"), ExporterTest::posting);
        complete(indexes(collector.bodies, INDEX), seed);
      }
    }
  }

  @Test
  void nothingIsLostOnTheWayToWhoIsConnectedTo() throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      reset();
      AtomicReference<Mood> mood = new AtomicReference<>(Mood.TAKES);
      try (Collector.Connected collector = new Collector.Connected(mood::get)) {
        ExportTarget target = target("syslog+tcp://127.0.0.1:" + collector.port());
        hardship(seed, mood, target, ExporterTest::streaming);
        List<String> messages = new ArrayList<>();
        collector.bodies.forEach(body -> messages.addAll(frames(body)));
        complete(indexes(messages, AUDIT_ID), seed);
      }
    }
  }

  private void reset() throws IOException {
    store = new MemoryStore();
    written = 0;
    head = new Receipt(-1, Leaf.NONE);
    folder = Files.createTempDirectory(folder, "run");
  }

  /** Takes messages apart by the octets that they announce. */
  private static List<String> frames(String body) {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    List<String> frames = new ArrayList<>();
    for (int at = 0; at < octets.length; ) {
      int length = 0;
      for (; octets[at] != ' '; at++) {
        length = length * 10 + octets[at] - '0';
      }
      String frame = new String(octets, at + 1, length, StandardCharsets.UTF_8);
      assertThat(frame).startsWith("<110>1 ").endsWith("put_agent on a" + index(frame));
      frames.add(frame);
      at += 1 + length;
    }
    return frames;
  }

  private static String index(String frame) {
    return frame.replaceAll("(?s).*\"aud_(\\d+)\".*", "$1");
  }

  @Test
  void whatFailsIsTriedLaterAndLater() throws IOException {
    write(1, 1);
    AtomicReference<Supplier<Long>> answer = new AtomicReference<>();
    Exporter exporter =
        exporter(
            target("file:out"),
            records -> {
              if (answer.get() == null) {
                throw new IOException("no room");
              }
              return answer.get().get();
            });
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      waits.add(exporter.step());
    }
    assertThat(waits.subList(0, 3))
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(waits.subList(9, 11)).containsOnly(Exporter.RETRY_MAX);
    ExportStatus failing = exporter.status("acme");
    assertThat(failing.failing()).isEqualTo("no room");
    assertThat(failing.behind()).isEqualTo(1);
    assertThat(failing.retry()).isEqualTo(START.plus(Exporter.RETRY_MAX));
    answer.set(() -> 0L);
    assertThat(exporter.step()).isZero();
    assertThat(exporter.step()).isEqualTo(Exporter.IDLE);
    assertThat(exporter.status("acme").failing()).isNull();
    answer.set(null);
    write(1, 1);
    assertThat(exporter.step()).isEqualTo(Exporter.RETRY_FIRST);
  }

  @Test
  void aBatchIsBoundedInRecordsAndInLength() throws IOException {
    write(Exporter.BATCH + 1, 1);
    List<Integer> sizes = new ArrayList<>();
    Exporter exporter =
        exporter(
            target("file:out"),
            records -> {
              sizes.add(records.size());
              return 0;
            });
    while (exporter.step().isZero()) {
      assertThat(sizes).isNotEmpty();
    }
    assertThat(sizes).containsExactly(Exporter.BATCH, 1);
    write(5, Exporter.BATCH_LENGTH / 2);
    while (exporter.step().isZero()) {
      assertThat(sizes).isNotEmpty();
    }
    assertThat(sizes.subList(2, sizes.size())).containsExactly(2, 2, 1);
  }

  @Test
  void aLedgerThatWasReplacedIsSentFromItsBeginning() throws IOException {
    write(10, 1);
    List<Long> received = new ArrayList<>();
    Delivery delivery =
        records -> {
          records.forEach(one -> received.add(one.record().index()));
          return 0;
        };
    exporter(target("file:out"), delivery).step();
    store = new MemoryStore();
    written = 0;
    head = new Receipt(-1, Leaf.NONE);
    write(4, 2);
    exporter(target("file:out"), delivery).step();
    assertThat(received.subList(10, 14)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void aFileThatACrashLeftHalfWrittenIsGoneOnWith() throws IOException {
    ExportTarget target = target("csv+file:" + folder.resolve("out.csv"));
    Path file = ((ExportTarget.File) target.transport()).path();
    write(2, 1);
    exporter(target, new FileDelivery(file, target.format())).step();
    Files.writeString(file, "\"aud_2\",\"20", StandardOpenOption.APPEND);
    write(2, 1);
    exporter(target, new FileDelivery(file, target.format())).step();
    assertThat(Files.readAllLines(file))
        .hasSize(6)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("audit_id,at,"))
        .satisfies(lines -> assertThat(lines.get(3)).isEqualTo("\"aud_2\",\"20"))
        .satisfies(lines -> assertThat(lines.get(4)).startsWith("\"aud_2\",\"2026-"))
        .satisfies(lines -> assertThat(lines.get(5)).startsWith("\"aud_3\","));
  }

  @Test
  void openTelemetryIsPostedWhereItsCollectorsListenAndSaysWhatIsNotWanted() throws IOException {
    write(3, 1);
    String answer = "{\"partialSuccess\":{\"rejectedLogRecords\":\"2\"}}";
    try (Collector.Posted collector = new Collector.Posted(() -> Mood.TAKES, answer)) {
      ExportTarget target = target("otlp+" + collector.address());
      Exporter exporter = exporter(target, posting(target));
      assertThat(exporter.step()).isZero();
      assertThat(exporter.status("acme").rejected()).isEqualTo(2);
      assertThat(exporter.status("acme").behind()).isZero();
      assertThat(collector.headers).containsExactly("/v1/logs application/json Bearer s3cret");
      assertThat(collector.bodies.get(0)).startsWith("{\"resourceLogs\":[");
    }
  }

  @Test
  void damagedProgressMeansFromTheBeginning() throws IOException {
    write(3, 1);
    List<Integer> sizes = new ArrayList<>();
    Delivery delivery =
        records -> {
          sizes.add(records.size());
          return 0;
        };
    exporter(target("file:out"), delivery).step();
    try (var files = Files.list(folder.resolve("exports"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, "{\"reached\": 7");
      }
    }
    exporter(target("file:out"), delivery).step();
    assertThat(sizes).containsExactly(3, 3);
  }
}
