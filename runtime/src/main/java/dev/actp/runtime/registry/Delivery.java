package dev.actp.runtime.registry;

import java.time.Instant;

/**
 * A notice on its way to a webhook.
 *
 * @param attempts how often it was sent and not taken
 * @param next when it is sent next, at the earliest
 * @param dead whether it was given up
 * @param failure why it was not taken the last time; empty before the first
 */
public record Delivery(
    String webhook, Notice notice, int attempts, Instant next, boolean dead, String failure) {

  /** One that is to be sent at once. */
  public static Delivery first(String webhook, Notice notice) {
    return new Delivery(webhook, notice, 0, notice.at(), false, "");
  }

  /** The same without what people saw of an approval. */
  public Delivery erased() {
    return new Delivery(webhook, notice.erased(), attempts, next, dead, failure);
  }

  /** The same, to be sent again. */
  public Delivery again(Instant later, String why) {
    return new Delivery(webhook, notice, attempts + 1, later, false, why);
  }

  /** The same, given up. */
  public Delivery givenUp(String why) {
    return new Delivery(webhook, notice, attempts + 1, next, true, why);
  }
}
