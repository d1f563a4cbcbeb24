package dev.actp.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Places in a list, as callers carry them to the next part: with a mark of the list and its tenant
 * before them, so that no other text passes for one. It is no secret, and permits nothing.
 *
 * @param list which of the tenant's lists
 */
record Cursor(String tenant, String list) {
  private static final int MARK = 6;

  /** A place as text; the end of a list is empty, and stays so. */
  String text(String place) {
    if (place.isEmpty()) {
      return "";
    }
    byte[] bytes = place.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(MARK + bytes.length).put(mark(place)).put(bytes).array());
  }

  /** The place that a text stands for; nothing where it is none of this list. */
  Optional<String> place(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
    if (bytes.length <= MARK) {
      return Optional.empty();
    }
    String place = new String(bytes, MARK, bytes.length - MARK, StandardCharsets.UTF_8);
    return text(place).equals(text) ? Optional.of(place) : Optional.empty();
  }

  private byte[] mark(String place) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String all = String.join("\0", "actp cursor", tenant, list, place);
      return Arrays.copyOf(sha256.digest(all.getBytes(StandardCharsets.UTF_8)), MARK);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
