package dev.actp.runtime.ledger;

import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a record holds in place of a personal value: HMAC-SHA-256 of the value's JSON text under a
 * random salt of 128 bits. Value and salt are kept beside the ledger, where they can be erased. For
 * one thread.
 */
final class Seals {
  /** What a record holds in place of a value that is never kept. */
  static final String REDACTED = "redacted";

  private static final int SALT = 16;
  private static final String HMAC = "HmacSHA256";

  private final SecureRandom random;
  private final Mac mac;
  private final JsonBuffer text = new JsonBuffer();
  private final byte[] salts = new byte[256 * SALT];
  private int nextSalt = salts.length;

  Seals(SecureRandom random) {
    this.random = random;
    try {
      mac = Mac.getInstance(HMAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  /** Writes the seal of a value into the record, and salt and value into what is kept beside it. */
  void seal(String name, Value value, JsonBuffer leaf, JsonBuffer beside) {
    text.reset().value(value);
    int salt = salt();
    byte[] seal = hmac(salt);
    leaf.name(name).hex(seal, 0, seal.length);
    beside.name(name).open('{').plainName("salt").hex(salts, salt, SALT);
    beside.plainName("value").text(text).close('}');
  }

  /**
   * Whether a seal is that of a value's JSON text.
   *
   * @param seal as the record holds it, {@code salt} as it is kept beside it: lower-case hex
   */
  static boolean matches(String seal, String salt, String value) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(salt), HMAC));
      byte[] made = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return seal.equals(HexFormat.of().formatHex(made));
    } catch (GeneralSecurityException | IllegalArgumentException noSalt) {
      return false;
    }
  }

  private int salt() {
    if (nextSalt == salts.length) {
      random.nextBytes(salts);
      nextSalt = 0;
    }
    nextSalt += SALT;
    return nextSalt - SALT;
  }

  private byte[] hmac(int salt) {
    try {
      mac.init(new SecretKeySpec(salts, salt, SALT, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
    mac.update(text.buffer(), 0, text.length());
    return mac.doFinal();
  }
}
