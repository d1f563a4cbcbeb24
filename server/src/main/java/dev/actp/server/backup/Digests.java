package dev.actp.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** The SHA-256 of each file of a backup, as {@code sha256sum} writes and checks them. */
final class Digests {
  /** The entry that has them. */
  static final String NAME = "SHA256SUMS";

  private final SortedMap<String, String> all = new TreeMap<>();

  /** Copies a file, which is closed, and keeps its digest. */
  void copy(String name, InputStream file, OutputStream to) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(file, digest)) {
      in.transferTo(to);
    }
    all.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A line for each, by name. */
  String text() {
    StringBuilder text = new StringBuilder();
    all.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
    return text.toString();
  }
}
