package dev.actp.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.token.ApiKeySecrets;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
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
  private final Predicate<String> disabled;

  /**
   * @param disabled whether a tenant is: then none of its keys counts
   */
  Authenticator(
      Queries queries, ApiKeySecrets secrets, InstantSource clock, Predicate<String> disabled) {
    this.disabled = disabled;
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

  /** What a secret is good for. */
  sealed interface Found {}

  /** It is the secret of a key that may be used now, from where it is used. */
  record Good(ApiKey key) implements Found {}

  /** It is that of a key that does not count from there. */
  record Elsewhere(ApiKey key) implements Found {}

  /** It is nothing. */
  enum Unknown implements Found {
    UNKNOWN
  }

  /**
   * What a secret is good for. May read the disk.
   *
   * @param from where it is used; null where nobody knows
   */
  Found find(Presented presented, Value.@Nullable Ip from) {
    Optional<ApiKey> found = find(presented);
    if (found.isEmpty()) {
      return Unknown.UNKNOWN;
    }
    ApiKey key = found.get();
    return key.addresses().admit(from) ? new Good(key) : new Elsewhere(key);
  }

  private Optional<ApiKey> find(Presented presented) {
    if (presented.id() == null) {
      return Optional.empty();
    }
    return known
        .get(presented.id(), queries::key)
        .filter(key -> secrets.matches(presented.secret(), key.hash()))
        .filter(key -> !key.revoked() && !disabled.test(key.tenant()))
        .filter(key -> key.expires() == null || clock.instant().isBefore(key.expires()));
  }

  /** A key was added, changed or revoked. */
  void forget(String id) {
    known.invalidate(id);
  }
}
