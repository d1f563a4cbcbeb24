package dev.actp.runtime.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of an API key's secret: an id that it is looked up by, and a keyed hash. A copy of
 * the store without the hashing key, which lives beside it in a file of its own, is of no use for
 * guessing. Thread-safe.
 */
public final class ApiKeySecrets {
  /** Bytes of the hashing key. */
  public static final int HASHING_KEY_BYTES = 32;

  private static final int ID_BYTES = 12;
  private static final Pattern CHOSEN = Pattern.compile("[A-Za-z0-9_-]{32,128}");

  private final SecretKeySpec hashingKey;

  public ApiKeySecrets(byte[] hashingKey) {
    if (hashingKey.length != HASHING_KEY_BYTES) {
      throw new IllegalArgumentException("the hashing key has 32 bytes");
    }
    this.hashingKey = new SecretKeySpec(hashingKey, "HmacSHA256");
  }

  /**
   * Whether a text can be an API key: one of ours with a right checksum, or one that an operator
   * chose, of 32 to 128 characters out of {@code A-Z a-z 0-9 _ -}. What is given out is always one
   * of ours.
   */
  public static boolean isPossible(String secret) {
    return secret.startsWith(OpaqueSecret.API_KEY.prefix())
        ? OpaqueSecret.API_KEY.isWellFormed(secret)
        : CHOSEN.matcher(secret).matches()
            && !secret.startsWith(OpaqueSecret.TOKEN_REFERENCE.prefix());
  }

  /** The id of the key with a secret: tells nothing about the secret that could be used. */
  public String id(String secret) {
    byte[] hash = Hashes.sha256(("actp key id " + secret).getBytes(StandardCharsets.UTF_8));
    return "key_"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
  }

  /** Lower-case hex HMAC-SHA-256 of the secret. */
  public String hash(String secret) {
    return HexFormat.of().formatHex(hmac(secret));
  }

  /** Whether a secret has a hash, in time that does not depend on where they differ. */
  public boolean matches(String secret, String hash) {
    return MessageDigest.isEqual(
        hash(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] hmac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(hashingKey);
      return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
