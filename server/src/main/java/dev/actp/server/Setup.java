package dev.actp.server;

import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.token.ApiKeySecrets;
import dev.actp.server.http.KeyMaker;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a start has the decision service do before anybody is served: the first tenant, its key, and
 * its mail domains.
 */
final class Setup {
  static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "start");
  private static final int TENANT_ID_BYTES = 8;

  /** What to do about a key that does not count. */
  private static final String ANOTHER =
      "leave it out, or make another key by `./actp key new LABEL` on this data folder while no"
          + " server runs";

  private final DecisionService service;
  private final ApiKeySecrets secrets;
  private final KeyMaker maker;
  private final SecureRandom random;
  private final InstantSource clock;
  private final FirstKey firstKey;

  Setup(
      DecisionService service,
      ApiKeySecrets secrets,
      KeyMaker maker,
      SecureRandom random,
      InstantSource clock,
      FirstKey firstKey) {
    this.service = service;
    this.secrets = secrets;
    this.maker = maker;
    this.random = random;
    this.clock = clock;
    this.firstKey = firstKey;
  }

  /** What came of it. */
  sealed interface Outcome {}

  /**
   * The tenant.
   *
   * @param secret its first key, where it was made now and by chance
   */
  record Tenancy(String tenant, @Nullable String secret) implements Outcome {}

  /** It could not be done. */
  record Refused(String why) implements Outcome {}

  /** The tenant that the first start made, or makes now. */
  Outcome tenancy(@Nullable String givenKey) throws IOException {
    if (givenKey != null && !ApiKeySecrets.isPossible(givenKey)) {
      return new Refused(
          "the bootstrap key has to be 32 to 128 characters out of A-Z a-z 0-9 _ -, or one that was"
              + " given out here, unchanged");
    }
    Optional<Tenant> first = first(service.queries().tenants());
    return first.isEmpty() ? create(givenKey) : known(first.get().id(), givenKey);
  }

  /** An id for a tenant that is to be created. */
  static String tenantId(SecureRandom random) {
    byte[] id = new byte[TENANT_ID_BYTES];
    random.nextBytes(id);
    return "tenant_" + HexFormat.of().formatHex(id);
  }

  /** The tenant that the first start made. */
  static Optional<Tenant> first(List<Tenant> tenants) {
    return tenants.stream().filter(Tenant::isOrganisation).findFirst();
  }

  /** Whoever started it is told the key that was made. */
  void succeeded(Tenancy tenancy) throws IOException {
    if (tenancy.secret() != null) {
      firstKey.seen();
    }
  }

  private Outcome create(@Nullable String givenKey) throws IOException {
    String tenant = tenantId(random);
    KeyMaker.Made made = key(tenant, givenKey);
    if (givenKey != null) {
      firstKey.seen();
    }
    return switch (perform(tenant, new Act.CreateTenant("default", made.key()))) {
      case Done.Committed done -> new Tenancy(tenant, givenKey == null ? made.secret() : null);
      case Done.Refused refused -> new Refused(refused.message());
    };
  }

  private KeyMaker.Made key(String tenant, @Nullable String givenKey) throws IOException {
    var terms = KeyMaker.Terms.first(tenant, "bootstrap");
    if (givenKey != null) {
      return maker.make(terms, givenKey);
    }
    KeyMaker.Made made = maker.make(terms);
    firstKey.expect(made.key().id());
    return made;
  }

  private Outcome known(String tenant, @Nullable String givenKey) throws IOException {
    Optional<ApiKey> key =
        givenKey == null
            ? Optional.empty()
            : service
                .queries()
                .key(secrets.id(givenKey))
                .filter(one -> secrets.matches(givenKey, one.hash()));
    if (key.isPresent()) {
      return inForce(tenant, key.get());
    }
    Optional<String> unseen = firstKey.unseen();
    if (unseen.isPresent() && service.sealed().isEmpty()) {
      return instead(tenant, unseen.get(), givenKey);
    }
    return givenKey == null
        ? new Tenancy(tenant, null)
        : new Refused("the bootstrap key is none of this data folder's keys; " + ANOTHER);
  }

  private Outcome inForce(String tenant, ApiKey key) {
    Instant expires = key.expires();
    if (key.revoked()) {
      return new Refused("the bootstrap key was revoked; " + ANOTHER);
    }
    return expires == null || clock.instant().isBefore(expires)
        ? new Tenancy(tenant, null)
        : new Refused("the bootstrap key expired at " + expires + "; " + ANOTHER);
  }

  /** A key in the place of one that nobody has seen. */
  private Outcome instead(String tenant, String unseen, @Nullable String givenKey)
      throws IOException {
    KeyMaker.Made made = key(tenant, givenKey);
    if (perform(tenant, new Act.AddKey(made.key())) instanceof Done.Refused refused) {
      return new Refused(refused.message());
    }
    perform(tenant, new Act.RevokeKey(unseen)); // refused where it was never made
    if (givenKey != null) {
      firstKey.seen();
    }
    return new Tenancy(tenant, givenKey == null ? made.secret() : null);
  }

  /** Makes mail domains the tenant's own; what is wrong, or nothing. */
  Optional<String> mailDomains(String tenant, SortedSet<String> domains) {
    return perform(tenant, new Act.SetMailDomains(domains)) instanceof Done.Refused refused
        ? Optional.of(refused.message())
        : Optional.empty();
  }

  private Done perform(String tenant, Act act) {
    return service.perform(tenant, OPERATOR, act).toCompletableFuture().join();
  }
}
