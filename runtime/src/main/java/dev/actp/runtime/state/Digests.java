package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Stands in for values that are only ever compared, so that state holds no values of attributes and
 * sessions and stays small. What stands for them is 128 bits of HMAC-SHA-256 (RFC 2104) under a key
 * of the tenant: without the key nobody can try out which value it is. One thread.
 */
final class Digests {
  static final String HMAC = "HmacSHA256";

  private static final int LONGEST = 128;
  private static final int BYTES = 16;
  private static final byte OF_DIGEST = 1;
  private static final byte OF_TEXT = 2;

  private final Wire wire = new Wire();
  private final MessageDigest sha256;
  private final Mac mac;

  Digests(SecretKey key) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
      mac = Mac.getInstance(HMAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256 and " + HMAC, e);
    }
    use(key);
  }

  /** Takes another key. What stood for a value under the one before stands for it no more. */
  void use(SecretKey key) {
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
  }

  /** What stands for a value. */
  Digest of(Value value) {
    wire.reset().value(value);
    sha256.update(wire.buffer(), 0, wire.length());
    return keyed(digest(sha256.digest()));
  }

  /** What stands for a value of which the first 128 bits of SHA-256 are known. */
  Digest keyed(Digest plain) {
    mac.update(OF_DIGEST);
    mac.update(ByteBuffer.allocate(BYTES).putLong(plain.high()).putLong(plain.low()).flip());
    return digest(mac.doFinal());
  }

  private static Digest digest(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new Digest(bytes.getLong(), bytes.getLong());
  }

  /**
   * The key as it is kept: with what stands for a value of the session or of an attribute, and for
   * every other that is long, since callers choose them.
   */
  CounterKey kept(CounterKey key) {
    return keyed(bounded(key));
  }

  private CounterKey bounded(CounterKey key) {
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

  /** A key whose values are bounded, with what stands for those of the session or an attribute. */
  CounterKey keyed(CounterKey bounded) {
    List<Counter.Key> keys = bounded.counter().keys();
    boolean good = true;
    for (Counter.Key key : keys) {
      good &= key instanceof Counter.Key.Of;
    }
    if (good) {
      return bounded;
    }
    List<String> values = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      String value = bounded.values().get(i);
      values.add(
          switch (keys.get(i)) {
            case Counter.Key.Of ignored -> value;
            case Counter.Key.SessionValue ignored -> keyed(value);
            case Counter.Key.Attribute ignored -> keyed(value);
          });
    }
    return new CounterKey(bounded.counter(), values);
  }

  /** What stands for a text. */
  String keyed(String value) {
    mac.update(OF_TEXT);
    byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
  }

  /** What stands for a value. */
  record Digest(long high, long low) {}
}
