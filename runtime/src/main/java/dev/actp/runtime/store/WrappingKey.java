package dev.actp.runtime.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key-encryption key: wraps data keys, which the database holds in no other form. */
final class WrappingKey {
  private static final String WRAP = "AES/KW/NoPadding"; // RFC 3394: needs no nonce
  private static final int ID_BYTES = 8;

  private final SecretKey key;
  private final String id;

  /** A key of 32 bytes. */
  WrappingKey(byte[] secret) {
    key = new SecretKeySpec(secret, "AES");
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update("actp key-encryption key\n".getBytes(StandardCharsets.UTF_8));
      id = HexFormat.of().formatHex(sha256.digest(secret), 0, ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What tells it from others, and nothing of it. */
  String id() {
    return id;
  }

  byte[] wrap(SecretKey data) {
    try {
      Cipher cipher = Cipher.getInstance(WRAP);
      cipher.init(Cipher.WRAP_MODE, key);
      return cipher.wrap(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key of 256 bits can be wrapped", e);
    }
  }

  /**
   * The key that was wrapped.
   *
   * @throws StoreException if another key wrapped it
   */
  SecretKey unwrap(byte[] wrapped) {
    try {
      Cipher cipher = Cipher.getInstance(WRAP);
      cipher.init(Cipher.UNWRAP_MODE, key);
      return (SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
    } catch (GeneralSecurityException e) {
      throw new StoreException("a data key was wrapped by another key than this one", e);
    }
  }
}
