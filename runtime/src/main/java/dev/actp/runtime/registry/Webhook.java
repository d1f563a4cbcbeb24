package dev.actp.runtime.registry;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant wants to be told what happens. Its secret is nowhere: it is made of a server's key
 * and what is kept here.
 *
 * @param url an absolute address, {@code https} or {@code http}
 * @param kinds what it is told of
 * @param salt what the secret is made with
 * @param formerSalt what the secret before is made with, or null
 * @param formerUntil until when bodies are signed with the secret before as well, or null
 * @param lost how many notices found no room and were never sent
 */
public record Webhook(
    String id,
    String url,
    Set<Notice.Kind> kinds,
    String salt,
    @Nullable String formerSalt,
    @Nullable Instant formerUntil,
    Instant created,
    long lost) {
  public Webhook {
    kinds = Set.copyOf(kinds);
  }

  /** The same with another secret; the one before is good for a while. */
  public Webhook rotated(String newSalt, Instant until) {
    return new Webhook(id, url, kinds, newSalt, salt, until, created, lost);
  }

  /** The same, with another count of what was lost. */
  public Webhook lost(long count) {
    return new Webhook(id, url, kinds, salt, formerSalt, formerUntil, created, count);
  }
}
