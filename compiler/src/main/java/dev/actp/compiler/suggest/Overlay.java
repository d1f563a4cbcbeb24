package dev.actp.compiler.suggest;

import dev.actp.compiler.resolve.SourceLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sources of which some say something else. */
record Overlay(SourceLoader loader, Map<String, String> instead) implements SourceLoader {
  @Override
  public Optional<byte[]> read(String path) throws IOException {
    String text = instead.get(path);
    return text == null ? loader.read(path) : Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> paths() {
    return loader.paths();
  }
}
