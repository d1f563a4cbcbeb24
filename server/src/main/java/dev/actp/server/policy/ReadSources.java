package dev.actp.server.policy;

import dev.actp.compiler.resolve.SourceLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Sources that remember which of them were read: a file and what it imports. */
final class ReadSources implements SourceLoader {
  private final SourceLoader sources;
  private final Map<String, String> read = new ConcurrentHashMap<>();

  ReadSources(SourceLoader sources) {
    this.sources = sources;
  }

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    Optional<byte[]> bytes = sources.read(path);
    bytes.ifPresent(text -> read.put(path, new String(text, StandardCharsets.UTF_8)));
    return bytes;
  }

  @Override
  public List<String> paths() {
    return sources.paths();
  }

  /** What was read so far, by path. */
  SortedMap<String, String> texts() {
    return new TreeMap<>(read);
  }
}
