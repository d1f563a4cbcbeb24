package dev.actp.compiler.resolve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sources that are held in memory: by path, their text. */
public record MemorySources(Map<String, String> texts) implements SourceLoader {
  public MemorySources {
    texts = Map.copyOf(texts);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(texts.get(path)).map(t -> t.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> paths() {
    return texts.keySet().stream().sorted().limit(1_000).toList();
  }
}
