package dev.actp.runtime.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A secret that means nothing by itself: a prefix, 256 random bits and a 32-bit checksum as 48
 * characters of base64url. 36 bytes fill 48 characters exactly, so that each secret has one
 * spelling. The checksum catches typing errors and truncation before any look-up; it protects
 * nothing.
 */
public enum OpaqueSecret {
  /**
   * Stands for a token that the server keeps: short enough for metadata fields of 512 characters.
   */
  TOKEN_REFERENCE("act_"),
  /** Stands for a caller. */
  API_KEY("actk_");

  private static final int SECRET_BYTES = 32;
  private static final int CHECKSUM_BYTES = 4;

  private final String prefix;

  OpaqueSecret(String prefix) {
    this.prefix = prefix;
  }

  /** How a text of this kind begins. */
  public String prefix() {
    return prefix;
  }

  /** A new secret. Shown once and never stored; what is stored is a hash of it. */
  public String generate(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    byte[] all =
        ByteBuffer.allocate(SECRET_BYTES + CHECKSUM_BYTES)
            .put(secret)
            .put(checksum(secret))
            .array();
    return prefix + Base64.getUrlEncoder().encodeToString(all);
  }

  /** Whether a text has this kind's form and a right checksum. */
  public boolean isWellFormed(String text) {
    if (!text.startsWith(prefix) || text.length() != prefix.length() + 48) {
      return false;
    }
    try {
      ByteBuffer all =
          ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(prefix.length())));
      byte[] secret = new byte[SECRET_BYTES];
      byte[] checksum = new byte[CHECKSUM_BYTES];
      all.get(secret).get(checksum);
      return !all.hasRemaining() && java.util.Arrays.equals(checksum, checksum(secret));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Lower-case hex SHA-256 of the whole text: what a well-formed token reference is looked up by.
   */
  public static String hash(String text) {
    return HexFormat.of().formatHex(Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] checksum(byte[] secret) {
    byte[] prefixBytes = prefix.getBytes(StandardCharsets.US_ASCII);
    byte[] covered =
        ByteBuffer.allocate(prefixBytes.length + secret.length)
            .put(prefixBytes)
            .put(secret)
            .array();
    return java.util.Arrays.copyOf(Hashes.sha256(covered), CHECKSUM_BYTES);
  }
}
