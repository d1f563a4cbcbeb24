package dev.actp.server;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Erasure;
import dev.actp.runtime.service.Selection;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.FolderInUse;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoreException;
import dev.actp.runtime.token.ApiKeySecrets;
import dev.actp.runtime.token.KeyRing;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.KeySchedule;
import dev.actp.runtime.token.SecretFile;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.token.TokenKey;
import dev.actp.server.http.KeyMaker;
import dev.actp.server.keys.StoredKeys;
import dev.actp.server.keys.TokenKeys;
import dev.actp.server.policy.PolicyBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API keys and the approvers in the data folder of a server that does not run: for whoever lost
 * the last key, and for setting up. Whoever may write that folder may do this; every change is
 * recorded in the ledger as the operator's.
 */
public final class KeyDesk implements AutoCloseable {
  private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "command line");
  private static final int KEYS_A_PAGE = 100;

  private final DecisionService service;
  private final PolicyBuilder builder;
  private final KeyMaker maker;
  private final TokenKeys tokenKeys;
  private final String tenant;
  private final SecureRandom random;

  private KeyDesk(
      DecisionService service,
      PolicyBuilder builder,
      KeyMaker maker,
      TokenKeys tokenKeys,
      String tenant,
      SecureRandom random) {
    this.random = random;
    this.service = service;
    this.builder = builder;
    this.maker = maker;
    this.tokenKeys = tokenKeys;
    this.tenant = tenant;
  }

  /** Whether it could be opened. */
  public sealed interface Opening {}

  /** It could. */
  public record Opened(KeyDesk desk) implements Opening {}

  /** It could not, as a server runs on it. */
  public record InUse(String why) implements Opening {}

  /** It could not, or what was asked of it could not be done. */
  public record Refused(String why) implements Opening, Made, Joined, Ended {}

  /** What asking for a key gives. */
  public sealed interface Made {}

  /** A key; its secret is nowhere else. */
  public record New(ApiKey key, String secret) implements Made {}

  /** What putting a person into groups gives. */
  public sealed interface Joined {}

  /**
   * A member.
   *
   * @param secret the personal key that was made, which is nowhere else; null where there was one
   */
  public record Member(@Nullable String secret) implements Joined {}

  /** What ending a key, or a membership, gives. */
  public sealed interface Ended {}

  /** It is over, now or before. */
  public record Over(String id) implements Ended {}

  /**
   * Opens the folder, which no server may be using.
   *
   * @param tenant whose keys are meant; null for the tenant that the first start made
   */
  public static Opening open(Path data, @Nullable String tenant) {
    if (!Files.isDirectory(data)) {
      return new Refused("there is no data folder `" + data + "`");
    }
    SecureRandom random = new SecureRandom();
    Path file = data.resolve(Starter.API_KEYS_SECRET);
    if (!Files.exists(file)) {
      return new Refused("no server was ever started on the data folder `" + data + "`");
    }
    try {
      return switch (SecretFile.readOrCreate(file, random)) {
        case SecretFile.Unusable(String why) -> new Refused(why);
        case SecretFile.Secret secret ->
            serve(data, store(data), tenant, new ApiKeySecrets(secret.bytes()), random);
      };
    } catch (FolderInUse e) {
      return new InUse(Objects.requireNonNull(e.getMessage()));
    } catch (StoreException | IOException e) {
      return new Refused("the data folder `" + data + "` cannot be used: " + e.getMessage());
    }
  }

  /** The store of a data folder, which nobody else may be using. */
  static SqliteStore store(Path data) {
    DataFolder folder = DataFolder.open(data);
    try {
      return SqliteStore.open(folder);
    } catch (StoreException e) {
      folder.close();
      throw e;
    }
  }

  private static Opening serve(
      Path data,
      SqliteStore store,
      @Nullable String named,
      ApiKeySecrets secrets,
      SecureRandom random) {
    List<Tenant> tenants = store.tenants();
    if (tenants.isEmpty()) {
      store.close();
      return new Refused("no server was ever started on this data folder");
    }
    Optional<Tenant> tenant =
        named == null
            ? Setup.first(tenants)
            : tenants.stream().filter(one -> one.id().equals(named)).findFirst();
    if (tenant.isEmpty()) {
      store.close();
      return new Refused("there is no tenant `" + named + "`");
    }
    StoredKeys stored = new StoredKeys(data, "", null);
    return switch (load(stored, tenant.get().id())) {
      case StoredKeys.Wrong(List<String> problems) -> {
        store.close();
        yield new Refused(String.join("; ", problems));
      }
      case StoredKeys.Loaded(KeyRing ring) -> {
        KeyRings rings = new KeyRings();
        rings.put(ring);
        yield new Opened(serve(store, stored, rings, secrets, random));
      }
    };
  }

  private static StoredKeys.Loading load(StoredKeys stored, String tenant) {
    try {
      return stored.load(tenant, Instant.now());
    } catch (IOException e) {
      return new StoredKeys.Wrong(List.of("the keys that sign tokens: " + e.getMessage()));
    }
  }

  /** A service over a store, which it closes in the end. */
  static DecisionService service(SqliteStore store, PolicyBuilder builder) {
    return DecisionService.start(
        Settings.of(
            store,
            new PolicyDecider(),
            version -> Starter.stored(builder, version),
            Starter.ENGINE));
  }

  private static KeyDesk serve(
      SqliteStore store,
      StoredKeys stored,
      KeyRings rings,
      ApiKeySecrets secrets,
      SecureRandom random) {
    PolicyBuilder builder = new PolicyBuilder(new RuleCompiler()::compile);
    DecisionService service = service(store, builder);
    InstantSource clock = InstantSource.system();
    KeySchedule byHand = KeySchedule.of(null, TokenIssuer.LONGEST_LIFE);
    TokenKeys tokenKeys = new TokenKeys(stored, rings, byHand, service, clock);
    return new KeyDesk(
        service,
        builder,
        new KeyMaker(secrets, random, clock),
        tokenKeys,
        rings.tenants().iterator().next(),
        random);
  }

  /** The organisations, in the order in which they were created. */
  public List<Tenant> tenants() {
    return service.queries().tenants().stream().filter(Tenant::isOrganisation).toList();
  }

  /** Creates a tenant, and makes its first key. What signs in its name, the next start makes. */
  public Made found(String name, Quotas quotas) {
    String id = Setup.tenantId(random);
    KeyMaker.Made made = maker.make(KeyMaker.Terms.first(id, "first"));
    Act act = new Act.CreateTenant(name, made.key(), quotas);
    return switch (service.perform(id, OPERATOR, act).toCompletableFuture().join()) {
      case Done.Committed done -> new New(made.key(), made.secret());
      case Done.Refused refused -> new Refused(refused.message());
    };
  }

  /** Disables a tenant, or lets it go on; its id, or why not. */
  public Ended disable(String id, boolean disabled) {
    Act act = disabled ? new Act.DisableTenant() : new Act.EnableTenant();
    return ended(service.perform(id, OPERATOR, act).toCompletableFuture().join());
  }

  /** All keys, ended ones too. */
  public List<ApiKey> keys() {
    List<ApiKey> keys = new ArrayList<>();
    String after = "";
    do {
      Page<ApiKey> page = service.queries().keys(tenant, after, KEYS_A_PAGE);
      keys.addAll(page.items());
      after = page.next();
    } while (!after.isEmpty());
    return keys;
  }

  /**
   * Makes a key. Not for approvers, whose keys are people's.
   *
   * @param lasts from now, or null for ever
   */
  public Made make(String label, Set<ApiKey.Role> roles, @Nullable Duration lasts) {
    if (roles.contains(ApiKey.Role.APPROVER)) {
      return new Refused("`approver` is for people: see `POST /v1/people`");
    }
    boolean operators = roles.contains(ApiKey.Role.OPERATOR);
    String whose = operators ? Tenant.OPERATOR : tenant;
    KeyMaker.Made made = maker.make(KeyMaker.Terms.of(whose, label, roles, lasts));
    Act act =
        operators && service.tenant(whose).isEmpty()
            ? new Act.CreateTenant(whose, made.key())
            : new Act.AddKey(made.key());
    return switch (service.perform(whose, OPERATOR, act).toCompletableFuture().join()) {
      case Done.Committed done -> new New(made.key(), made.secret());
      case Done.Refused refused -> new Refused(refused.message());
    };
  }

  /** The keys that sign tokens, ended ones too, in the order in which they came to be so. */
  public List<TokenKey> tokenKeys() {
    return tokenKeys.keys(tenant);
  }

  /** Lets another key sign tokens from the next start on; the id of that key, or why not. */
  public Ended rotate() {
    return ended(tokenKeys.rotate(tenant, OPERATOR));
  }

  /** Ends a key that signs tokens, and all tokens that it signed; its id, or why not. */
  public Ended compromise(String id) {
    return ended(tokenKeys.compromise(tenant, OPERATOR, id));
  }

  private static Ended ended(Done done) {
    return switch (done) {
      case Done.Committed committed -> new Over(committed.id());
      case Done.Refused refused -> new Refused(refused.message());
    };
  }

  /** Who is in which group of approvers. */
  public List<Membership> memberships() {
    return service.queries().memberships(tenant);
  }

  /**
   * Puts a person into groups.
   *
   * @return the person's new personal key where there was none, else null; or why not
   */
  public Joined join(String person, Set<String> groups) {
    for (String group : groups) {
      if (perform(new Act.AddMember(group, person)) instanceof Done.Refused refused) {
        return new Refused(refused.message());
      }
    }
    if (!keysOf(person).isEmpty()) {
      return new Member(null);
    }
    KeyMaker.Made made = maker.make(KeyMaker.Terms.personal(tenant, person, person));
    return switch (perform(new Act.AddKey(made.key()))) {
      case Done.Committed done -> new Member(made.secret());
      case Done.Refused refused -> new Refused(refused.message());
    };
  }

  /**
   * Takes a person out of groups.
   *
   * @param groups none for all of them: then the person's key ends, too
   */
  public Ended leave(String person, Set<String> groups) {
    List<Membership> member =
        memberships().stream().filter(one -> one.person().equals(person)).toList();
    List<ApiKey> keys = groups.isEmpty() ? keysOf(person) : List.of();
    if (member.isEmpty() && keys.isEmpty()) {
      return new Refused("there is no person `" + person + "` in a group");
    }
    List<Act> acts = new ArrayList<>();
    member.stream()
        .map(Membership::group)
        .filter(group -> groups.isEmpty() || groups.contains(group))
        .forEach(group -> acts.add(new Act.RemoveMember(group, person)));
    keys.forEach(key -> acts.add(new Act.RevokeKey(key.id())));
    for (Act act : acts) {
      if (perform(act) instanceof Done.Refused refused) {
        return new Refused(refused.message());
      }
    }
    return new Over(person);
  }

  /**
   * Erases what belongs to a subject.
   *
   * @return what became of it; a refusal where it could not be done to the end
   */
  public Erasure.Step erase(Selection selection) {
    return Erasure.run(service, tenant, OPERATOR, selection, Instant.now());
  }

  private List<ApiKey> keysOf(String person) {
    return keys().stream().filter(key -> key.standsFor(person)).toList();
  }

  /** Ends a key by its id. */
  public Ended revoke(String id) {
    return ended(perform(new Act.RevokeKey(id)));
  }

  private Done perform(Act act) {
    return service.perform(tenant, OPERATOR, act).toCompletableFuture().join();
  }

  @Override
  public void close() {
    service.close();
    builder.close();
  }
}
