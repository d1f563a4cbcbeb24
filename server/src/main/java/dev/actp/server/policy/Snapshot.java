package dev.actp.server.policy;

import dev.actp.compiler.resolve.SourceLoader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Policies and their tests as they were at one moment.
 *
 * @param revision what the place that they are from calls this state of it, such as a commit; empty
 *     where it has no name
 * @param files their bytes by path, {@code /} between parts
 */
public record Snapshot(String revision, SortedMap<String, byte[]> files) implements SourceLoader {
  /** Bytes of all files together. */
  public static final long BYTES_MAX = 64L << 20;

  private static final int MAX_SUGGESTED = 1_000;

  public Snapshot {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  @Override
  public Optional<byte[]> read(String path) {
    byte[] bytes = files.get(path);
    return bytes == null
        ? Optional.empty()
        : Optional.of(Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BYTES + 1)));
  }

  @Override
  public List<String> paths() {
    return files.keySet().stream().limit(MAX_SUGGESTED).toList();
  }

  /** The same for the same files: SHA-256, in hex. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, bytes) -> {
            byte[] name = path.getBytes(StandardCharsets.UTF_8);
            digest.update(
                (name.length + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(name);
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
