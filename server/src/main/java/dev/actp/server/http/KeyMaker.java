package dev.actp.server.http;

import dev.actp.runtime.registry.Addresses;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.token.ApiKeySecrets;
import dev.actp.runtime.token.OpaqueSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes API keys. The secret leaves here once; what is kept is what {@link ApiKeySecrets} makes of
 * it.
 */
public final class KeyMaker {
  private final ApiKeySecrets secrets;
  private final SecureRandom random;
  private final InstantSource clock;

  public KeyMaker(ApiKeySecrets secrets, SecureRandom random, InstantSource clock) {
    this.secrets = secrets;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What a key is for; see {@link ApiKey}.
   *
   * @param lasts from now, or null for ever
   * @param addresses from where it is to count
   */
  public record Terms(
      String tenant,
      String label,
      Set<Role> roles,
      @Nullable String person,
      Set<String> agents,
      Set<String> policies,
      boolean enforcesObligations,
      boolean observes,
      @Nullable Duration lasts,
      @Nullable Duration longestToken,
      Addresses addresses) {

    /** A key for roles alone, which speaks of everything, for ever or for some time. */
    public static Terms of(String tenant, String label, Set<Role> roles, @Nullable Duration lasts) {
      return new Terms(
          tenant, label, roles, null, Set.of(), Set.of(), true, false, lasts, null, Addresses.ANY);
    }

    /** A tenant's first key, by which it makes the others: for all that one key may. */
    public static Terms first(String tenant, String label) {
      return of(
          tenant, label, EnumSet.complementOf(EnumSet.of(Role.APPROVER, Role.OPERATOR)), null);
    }

    /** A person's own key. */
    public static Terms personal(String tenant, String label, String person) {
      return new Terms(
          tenant,
          label,
          Set.of(Role.APPROVER),
          person,
          Set.of(),
          Set.of(),
          false,
          false,
          null,
          null,
          Addresses.ANY);
    }
  }

  /** A key and its secret. */
  public record Made(ApiKey key, String secret) {}

  /** A key with a new secret. */
  public Made make(Terms terms) {
    return make(terms, OpaqueSecret.API_KEY.generate(random));
  }

  /** A key with a secret that an operator chose; see {@link ApiKeySecrets#isPossible}. */
  public Made make(Terms terms, String secret) {
    Instant now = clock.instant();
    ApiKey key =
        new ApiKey(
            secrets.id(secret),
            terms.tenant(),
            terms.label(),
            secrets.hash(secret),
            terms.roles(),
            terms.person(),
            terms.agents(),
            terms.policies(),
            terms.longestToken(),
            terms.enforcesObligations(),
            terms.observes(),
            now,
            terms.lasts() == null ? null : now.plus(terms.lasts()),
            false,
            terms.addresses());
    return new Made(key, secret);
  }
}
