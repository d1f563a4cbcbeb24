package dev.actp.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.token.ApiKeySecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whose key a secret is. Entries of the registry are remembered for some seconds; a change of
 * a key that goes through this server is seen at once. Thread-safe.
 */
final class Authenticator {
  private static final int KEYS_MAX = 10_000;
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Queries queries;
  private final ApiKeySecrets secrets;
  private final InstantSource clock;
  private final Cache<String, Optional<ApiKey>> known;

  Authenticator(Queries queries, ApiKeySecrets secrets, InstantSource clock) {
    this.queries = queries;
    this.secrets = secrets;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterWrite(REMEMBERED)
            .ticker(Ticker.systemTicker())
            .build();
  }

  /**
   * A secret, with the id that it is looked up by: hashed once for a request.
   *
   * @param id null where the text can be no key
   */
  record Presented(String secret, @Nullable String id) {}

  Presented presented(String secret) {
    return new Presented(secret, ApiKeySecrets.isPossible(secret) ? secrets.id(secret) : null);
  }

  /** Whether {@link #find} answers from memory, and may be called on an event loop. */
  boolean remembers(Presented presented) {
    return presented.id() == null || known.getIfPresent(presented.id()) != null;
  }

  /** The key with a secret, if it may be used now. May read the disk. */
  Optional<ApiKey> find(String secret) {
    return find(presented(secret));
  }

  /** The same for a secret whose id is known. */
  Optional<ApiKey> find(Presented presented) {
    if (presented.id() == null) {
      return Optional.empty();
    }
    return known
        .get(presented.id(), queries::key)
        .filter(key -> secrets.matches(presented.secret(), key.hash()))
        .filter(key -> !key.revoked())
        .filter(key -> key.expires() == null || clock.instant().isBefore(key.expires()));
  }

  /** A key was added, changed or revoked. */
  void forget(String id) {
    known.invalidate(id);
  }
}
