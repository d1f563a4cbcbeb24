package dev.actp.compiler.resolve;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where sources come from. Paths are relative to the policy root, with {@code /} between their
 * parts, without empty, {@code .} and {@code ..} parts; they compare by code point, also where the
 * file system would not mind the case. Thread-safe.
 */
public interface SourceLoader {

  /** The longest file that is read, in bytes. */
  int MAX_BYTES = 256 * 1024;

  /**
   * The bytes of a file, at most {@link #MAX_BYTES} + 1 of them; empty where there is no such file
   * under the root, a link that leads out of the root included.
   *
   * @throws IOException where the file is there and cannot be read
   */
  Optional<byte[]> read(String path) throws IOException;

  /**
   * Paths of the {@code .actp} files that there are, for suggestions; at most 1,000, in no
   * particular order.
   */
  List<String> paths();
}
