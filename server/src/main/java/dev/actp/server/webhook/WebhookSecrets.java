package dev.actp.server.webhook;

import dev.actp.runtime.registry.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of webhooks, each made of the server's own and of what is stored of the webhook, so
 * that no store and no backup of one holds any. Thread-safe.
 */
public final class WebhookSecrets {
  private static final String PREFIX = "whsec_";

  private final byte[] key;

  /**
   * @param key 256 random bits
   */
  public WebhookSecrets(byte[] key) {
    this.key = key.clone();
  }

  /** What its receiver is shown once. */
  public String secret(String tenant, Webhook webhook) {
    return PREFIX + Base64.getEncoder().encodeToString(bytes(tenant, webhook, webhook.salt()));
  }

  /**
   * What the header {@code webhook-signature} says of a body: one signature, and a second one while
   * the secret before is still good.
   *
   * @param timestamp seconds since 1970
   */
  public String signatures(
      String tenant, Webhook webhook, String id, long timestamp, byte[] body, Instant now) {
    String current = signature(bytes(tenant, webhook, webhook.salt()), id, timestamp, body);
    String salt = webhook.formerSalt();
    Instant until = webhook.formerUntil();
    return salt == null || until == null || !now.isBefore(until)
        ? current
        : current + " " + signature(bytes(tenant, webhook, salt), id, timestamp, body);
  }

  private static String signature(byte[] secret, String id, long timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return "v1," + Base64.getEncoder().encodeToString(hmac(secret, head, body));
  }

  private byte[] bytes(String tenant, Webhook webhook, String salt) {
    String what = String.join("\0", "actp webhook secret", tenant, webhook.id(), salt);
    return hmac(key, what.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
