package dev.actp.runtime.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The rings of all tenants. A change is seen by the next look-up. Thread-safe. */
public final class KeyRings {
  private final Map<String, KeyRing> byTenant = new ConcurrentHashMap<>();

  /** Adds or replaces a tenant's ring. */
  public void put(KeyRing ring) {
    byTenant.put(ring.tenant(), ring);
  }

  /** A tenant's ring. */
  public Optional<KeyRing> of(String tenant) {
    return Optional.ofNullable(byTenant.get(tenant));
  }

  /** The tenants that have one. */
  public Set<String> tenants() {
    return Set.copyOf(byTenant.keySet());
  }

  /**
   * The tenant whose ring holds a key id, for a caller that has nothing but a token. Key ids are
   * thumbprints or chosen by operators; an id in two rings is nobody's.
   */
  public Optional<String> tenantOf(String keyId) {
    var holders =
        byTenant.values().stream().filter(ring -> ring.keys().containsKey(keyId)).limit(2).toList();
    return holders.size() == 1 ? Optional.of(holders.get(0).tenant()) : Optional.empty();
  }

  /**
   * The published keys of all tenants as a JSON Web Key Set (RFC 7517 5). Holds no private part.
   */
  public String jwks() {
    return new JWKSet(byTenant.values().stream().flatMap(KeyRing::published).toList()).toString();
  }
}
