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

  /** Whether {@link #find} answers from memory, and may be called on an event loop. */
  boolean remembers(String secret) {
    return !ApiKeySecrets.isPossible(secret) || known.getIfPresent(secrets.id(secret)) != null;
  }

  /** The key with a secret, if it may be used now. May read the disk. */
  Optional<ApiKey> find(String secret) {
    if (!ApiKeySecrets.isPossible(secret)) {
      return Optional.empty();
    }
    return known
        .get(secrets.id(secret), queries::key)
        .filter(key -> secrets.matches(secret, key.hash()))
        .filter(key -> !key.revoked())
        .filter(key -> key.expires() == null || clock.instant().isBefore(key.expires()));
  }

  /** A key was added, changed or revoked. */
  void forget(String id) {
    known.invalidate(id);
  }
}
