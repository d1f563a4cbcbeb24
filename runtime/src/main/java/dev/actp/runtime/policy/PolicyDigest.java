package dev.actp.runtime.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a policy by its meaning. */
public final class PolicyDigest {
  private static final String DOMAIN = "actp policy 1\n";

  private PolicyDigest() {}

  /** Lower-case hex SHA-256 of the policy's canonical text behind a line that says what it is. */
  public static String of(Policy policy) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] text = (DOMAIN + Canonical.text(policy)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
