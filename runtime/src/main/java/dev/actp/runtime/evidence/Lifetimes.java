package dev.actp.runtime.evidence;

import dev.actp.runtime.registry.Queries;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long tokens were issued for. */
public interface Lifetimes {
  /** Where nobody knows. */
  Lifetimes UNKNOWN = jti -> null;

  /** How long the token with an id was issued for; null where that is not known. */
  @Nullable Duration of(String jti);

  /** Of the tokens of a tenant, each asked for once while it is remembered. For one thread. */
  static Lifetimes of(Queries queries, String tenant) {
    Map<String, Optional<Duration>> known =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;
          private static final int MOST = 10_000;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Optional<Duration>> eldest) {
            return size() > MOST;
          }
        };
    return jti ->
        known
            .computeIfAbsent(
                jti,
                unread ->
                    queries
                        .token(tenant, unread)
                        .map(
                            token ->
                                Duration.between(token.issued(), token.claims().leaf().expires())))
            .orElse(null);
  }
}
