package dev.actp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * That the API key which a start made by chance was shown to nobody yet: its id, in a file of the
 * data folder from before the key is made until a start has succeeded. So none is lost by a start
 * that fails or is cut off: the next one puts another key in its place.
 */
final class FirstKey {
  private final Path file;

  FirstKey(Path data) {
    file = data.resolve("first-key.unseen");
  }

  /** The id of the key that nobody has seen. */
  Optional<String> unseen() throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /** There will be a key that nobody has seen. */
  void expect(String id) throws IOException {
    Files.writeString(
        file,
        id + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
  }

  /** There is none any more. */
  void seen() throws IOException {
    Files.deleteIfExists(file);
  }
}
