package dev.actp.runtime.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A key that notes are verified with: an Ed25519 public key (RFC 8032) under a name. Its text form
 * is {@code NAME+ID+KEY}, the id in hex, the key in base64 behind the byte that says its kind.
 *
 * @param name for the key of a ledger, its origin
 * @param publicKey 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // equality is what the text says
public record VerifierKey(String name, byte[] publicKey) {
  private static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;

  /** What the structure of RFC 8410 4 begins with, for a key of 32 bytes behind it. */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Whether a name can stand in a note. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints().noneMatch(c -> c == '+' || Character.isSpaceChar(c) || c < ' ');
  }

  /** Reads the text form; nothing where it is none. */
  public static Optional<VerifierKey> parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(parts[2]);
      if (key.length != 1 + KEY_BYTES || key[0] != ED25519) {
        return Optional.empty();
      }
      VerifierKey read = new VerifierKey(parts[0], Arrays.copyOfRange(key, 1, key.length));
      return read.toString().equals(text) ? Optional.of(read) : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** Four bytes that tell keys of one name apart (C2SP signed-note). */
  public byte[] id() {
    MessageDigest digest = Leaf.digest();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(ED25519);
    digest.update(publicKey);
    return Arrays.copyOf(digest.digest(), 4);
  }

  /** Whether a note has a signature of this key, and all that claim to be are. */
  public boolean signed(SignedNote note) {
    byte[] id = id();
    boolean signed = false;
    for (SignedNote.Signature one : note.signatures()) {
      if (one.name().equals(name) && Arrays.equals(one.id(), id)) {
        if (!made(one, note.text())) {
          return false;
        }
        signed = true;
      }
    }
    return signed;
  }

  private boolean made(SignedNote.Signature signature, String text) {
    try {
      byte[] spki = Arrays.copyOf(SPKI, SPKI.length + KEY_BYTES);
      System.arraycopy(publicKey, 0, spki, SPKI.length, KEY_BYTES);
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(signature.made());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key && key.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    byte[] key = new byte[1 + KEY_BYTES];
    key[0] = ED25519;
    System.arraycopy(publicKey, 0, key, 1, KEY_BYTES);
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(key);
  }
}
