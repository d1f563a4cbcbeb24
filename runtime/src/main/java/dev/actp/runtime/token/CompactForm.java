package dev.actp.runtime.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A signed token in the compact serialisation (RFC 7515 3.1), in its one canonical spelling:
 * exactly three non-empty segments of unpadded base64url, each equal to the re-encoding of what it
 * decodes to, 8 KiB at most. Decoders are lenient (unused bits, padding, white space), so a look-up
 * or a counter keyed by any other spelling could be steered.
 */
final class CompactForm {
  static final int MAX_LENGTH = 8 * 1024;

  private final String text;
  private final byte[] header;
  private final byte[] claims;
  private final String signature;

  private CompactForm(String text, byte[] header, byte[] claims, String signature) {
    this.text = text;
    this.header = header;
    this.claims = claims;
    this.signature = signature;
  }

  /** The parts of a text, or nothing where it is in no canonical form. */
  static Optional<CompactForm> of(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (text.length() > MAX_LENGTH || first < 0 || second < 0) {
      return Optional.empty();
    }
    byte[] header = decode(text.substring(0, first));
    byte[] claims = decode(text.substring(first + 1, second));
    String signature = text.substring(second + 1);
    if (header.length == 0 || claims.length == 0 || decode(signature).length == 0) {
      return Optional.empty();
    }
    return Optional.of(new CompactForm(text, header, claims, signature));
  }

  /** All of it. */
  String text() {
    return text;
  }

  /** The first segment, decoded. */
  byte[] header() {
    return header.clone();
  }

  /** The second segment, decoded. */
  byte[] claims() {
    return claims.clone();
  }

  /** The third segment, still encoded. */
  String signature() {
    return signature;
  }

  /** What the signature is over: the first two segments and the dot between them. */
  byte[] signingInput() {
    return text.substring(0, text.length() - signature.length() - 1)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** SHA-256 of a text; no two texts of which one is canonical share one. */
  static Digest digest(String text) {
    ByteBuffer hash = ByteBuffer.wrap(Hashes.sha256(text.getBytes(StandardCharsets.ISO_8859_1)));
    return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  /** Nothing stands for both "empty" and "not canonical": either is refused. */
  private static byte[] decode(String segment) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(segment);
      boolean canonical =
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(segment);
      return canonical ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** 256 bits that compare by value. */
  record Digest(long a, long b, long c, long d) {}
}
