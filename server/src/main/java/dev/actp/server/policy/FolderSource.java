package dev.actp.server.policy;

import dev.actp.compiler.resolve.FolderSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder and the folders in it, as {@link FolderSources} sees them. */
public record FolderSource(Path folder) implements PolicySource {

  @Override
  public Snapshot read() throws IOException {
    try {
      FolderSources sources = new FolderSources(folder);
      SortedMap<String, byte[]> files = new TreeMap<>();
      long bytes = 0;
      for (String path : sources.all()) {
        Optional<byte[]> file = sources.read(path);
        if (file.isPresent()) {
          files.put(path, file.get());
          bytes += file.get().length;
        }
        if (bytes > Snapshot.BYTES_MAX) {
          throw new IOException("it holds more than " + (Snapshot.BYTES_MAX >> 20) + " MiB");
        }
      }
      return new Snapshot("", files);
    } catch (IOException e) {
      throw new IOException(
          "the policy folder `%s` is no folder that can be read: %s".formatted(folder, e), e);
    }
  }

  @Override
  public void resume(List<String> revisions) {
    // a folder may hold anything at any time
  }

  @Override
  public boolean whole() {
    return false;
  }

  @Override
  public String toString() {
    return "the folder " + folder;
  }
}
