package dev.actp.runtime.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * What is kept beside a record, encrypted by AES-256-GCM. A row is a byte that says its form, the
 * number of its data key, a counter, and the ciphertext with its tag of 128 bits. The nonce is the
 * counter: a data key is random, belongs to one tenant, and is used by one process for one
 * connection only, which counts from 0. So no nonce comes twice under one key, whatever is restored
 * from a backup or was not committed. The record's key, which is its tenant and index, is
 * authenticated with it, so that no row can take another's place. For one thread.
 */
final class BesideCipher {
  /** The form; what is older begins with the brace of a JSON object. */
  private static final byte FORM = 1;

  private static final int HEAD = 1 + Long.BYTES + Long.BYTES;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Cipher cipher;

  BesideCipher() {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM", e);
    }
  }

  /**
   * Encrypts a row.
   *
   * @param record the record's key in the database
   * @param number the data key's number
   * @param counter never the same twice for one key
   */
  byte[] seal(long record, long number, SecretKey key, long counter, byte[] plain) {
    byte[] row = new byte[HEAD + plain.length + TAG_BITS / Byte.SIZE];
    ByteBuffer.wrap(row).put(FORM).putLong(number).putLong(counter);
    try {
      init(Cipher.ENCRYPT_MODE, key, counter, record);
      cipher.doFinal(plain, 0, plain.length, row, HEAD);
      return row;
    } catch (GeneralSecurityException e) {
      throw new StoreException("what is kept beside a record cannot be encrypted", e);
    }
  }

  /** Whether a row is encrypted; those of the first versions are not. */
  static boolean sealed(byte[] row) {
    return row.length >= HEAD && row[0] == FORM;
  }

  /** The number of the data key of a row. */
  static long number(byte[] row) {
    return ByteBuffer.wrap(row).getLong(1);
  }

  /**
   * Decrypts a row.
   *
   * @throws StoreException if it is not what was written there
   */
  byte[] open(long record, SecretKey key, byte[] row) {
    try {
      init(Cipher.DECRYPT_MODE, key, ByteBuffer.wrap(row).getLong(1 + Long.BYTES), record);
      return cipher.doFinal(row, HEAD, row.length - HEAD);
    } catch (GeneralSecurityException e) {
      throw new StoreException(
          "what is kept beside record " + TenantNumbers.index(record) + " was changed", e);
    }
  }

  private void init(int mode, SecretKey key, long counter, long record)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE];
    ByteBuffer.wrap(nonce).putLong(NONCE - Long.BYTES, counter);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(0, record).array());
  }
}
