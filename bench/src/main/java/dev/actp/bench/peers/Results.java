package dev.actp.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Every figure, as it comes, into a file of JSON lines; and a report of them all at the end. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path raw;
  private final List<Started> starts = new ArrayList<>();
  private final List<Started> after = new ArrayList<>();
  private final List<Loaded> loads = new ArrayList<>();

  private Results(Path folder) {
    this.folder = folder;
    this.raw = folder.resolve("servers.jsonl");
  }

  static Results in(Path folder) throws IOException {
    Results results = new Results(Files.createDirectories(folder));
    Files.deleteIfExists(results.raw);
    return results;
  }

  @SuppressWarnings("SystemOut") // a command's progress
  void say(String line) {
    System.out.println(line);
  }

  void started(Started started) {
    starts.add(started);
    keep("started", started);
  }

  void loadedMemory(String engine, int policies, long mebibytes) {
    Started now = new Started(engine, policies, 0, mebibytes);
    after.add(now);
    keep("after load", now);
  }

  void loaded(Loaded loaded) {
    loads.add(loaded);
    keep("loaded", loaded);
    say(
        "%-22s %,7d policies, %3d connections, %s: %,7d/s, p50 %,d us, p99 %,d us, %.0f us CPU, %d failed"
            .formatted(
                loaded.engine(),
                loaded.policies(),
                loaded.connections(),
                loaded.manner(),
                loaded.perSecond(),
                loaded.p50Micros(),
                loaded.p99Micros(),
                loaded.processorMicros(),
                loaded.failed()));
  }

  private void keep(String kind, Object figures) {
    try {
      ObjectNode line = JSON.valueToTree(figures);
      Files.writeString(
          raw, line.put("kind", kind) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void report() throws IOException {
    new Report(starts, after, loads).write(folder);
  }
}
