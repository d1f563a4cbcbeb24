package dev.actp.runtime.token;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One tenant's keys and names. Immutable: a change of a key's state is a new ring.
 *
 * @param issuer the exact {@code iss} of the tenant's tokens
 * @param audience the exact {@code aud}: this decision point
 * @param keys by key id; at most one active for each purpose
 */
public record KeyRing(String tenant, String issuer, String audience, Map<String, TokenKey> keys) {
  public KeyRing {
    keys = Map.copyOf(keys);
    for (Purpose purpose : Purpose.values()) {
      if (signing(keys, purpose).count() > 1) {
        throw new IllegalArgumentException("tenant " + tenant + " has two active keys");
      }
    }
  }

  /** A ring of the given keys. Two keys of one id are a mistake of the caller. */
  public static KeyRing of(String tenant, String issuer, String audience, List<TokenKey> keys) {
    return new KeyRing(
        tenant,
        issuer,
        audience,
        keys.stream().collect(Collectors.toMap(TokenKey::id, key -> key)));
  }

  /** The key registered under an id for a purpose, in whatever state. */
  public Optional<TokenKey> find(String id, Purpose purpose) {
    return Optional.ofNullable(keys.get(id)).filter(key -> key.purpose() == purpose);
  }

  /** The key that signs. */
  public Optional<TokenKey> signing(Purpose purpose) {
    return signing(keys, purpose).findFirst();
  }

  /** The keys that signatures for a purpose count from: that which signs first. */
  public List<TokenKey> verifying(Purpose purpose) {
    return keys.values().stream()
        .filter(key -> key.purpose() == purpose && key.state().verifies())
        .sorted(Comparator.comparing(TokenKey::state).thenComparing(TokenKey::id))
        .toList();
  }

  /**
   * The ring with a key in a later state, or nothing where the key is unknown or must not go there.
   */
  public Optional<KeyRing> withState(String id, KeyState next, Instant at) {
    TokenKey key = keys.get(id);
    if (key == null || !key.state().mayBecome(next)) {
      return Optional.empty();
    }
    return Optional.of(with(key.withState(next, at)));
  }

  /** The ring with a new active key; the one that was active only verifies from now on. */
  public KeyRing rotated(TokenKey next, Instant at) {
    KeyRing before =
        signing(next.purpose())
            .flatMap(key -> withState(key.id(), KeyState.VERIFY_ONLY, at))
            .orElse(this);
    return before.with(next.withState(KeyState.ACTIVE, at));
  }

  /** The key that was made first of those that are to sign next. */
  public Optional<TokenKey> next(Purpose purpose) {
    return keys.values().stream()
        .filter(key -> key.purpose() == purpose && key.state() == KeyState.PENDING)
        .min(Comparator.comparing(TokenKey::since).thenComparing(TokenKey::id));
  }

  /** The ring with one key more, or with the same key as it now is. */
  public KeyRing with(TokenKey key) {
    Map<String, TokenKey> changed = new LinkedHashMap<>(keys);
    changed.put(key.id(), key);
    return new KeyRing(tenant, issuer, audience, changed);
  }

  private static Stream<TokenKey> signing(Map<String, TokenKey> keys, Purpose purpose) {
    return keys.values().stream()
        .filter(key -> key.purpose() == purpose && key.state() == KeyState.ACTIVE);
  }

  Stream<JWK> published() {
    return keys.values().stream().filter(key -> key.state().published()).map(TokenKey::publicJwk);
  }
}
