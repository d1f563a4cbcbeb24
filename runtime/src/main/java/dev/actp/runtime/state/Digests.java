package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Stands in for values that are only ever compared, so that state holds no attribute values and
 * stays small. One thread.
 */
final class Digests {
  private static final int LONGEST = 128;

  private final Wire wire = new Wire();
  private final MessageDigest sha256;

  Digests() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** 128 bits of a value. */
  Digest of(Value value) {
    wire.reset().value(value);
    sha256.update(wire.buffer(), 0, wire.length());
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
    return new Digest(hash.getLong(), hash.getLong());
  }

  /**
   * The key, with what stands for each of its values where a value is long: callers choose them.
   */
  CounterKey bounded(CounterKey key) {
    boolean good = true;
    for (String value : key.values()) {
      good &= value.length() <= LONGEST && !value.startsWith("\0");
    }
    if (good) {
      return key;
    }
    List<String> values = key.values().stream().map(this::bounded).toList();
    return new CounterKey(key.counter(), values);
  }

  private String bounded(String value) {
    if (value.length() <= LONGEST && !value.startsWith("\0")) {
      return value;
    }
    byte[] hash = sha256.digest(value.getBytes(StandardCharsets.UTF_8));
    return "\0" + HexFormat.of().formatHex(hash);
  }

  /** The first 128 bits of SHA-256. */
  record Digest(long high, long low) {}
}
