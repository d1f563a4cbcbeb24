package dev.actp.server.keys;

import dev.actp.runtime.token.KeyFolder;
import dev.actp.runtime.token.KeyReading;
import dev.actp.runtime.token.KeyRing;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys of tenants in the data folder, a folder for each.
 *
 * @param given a JSON Web Key that the operator wants tokens to be signed with, or null; it is kept
 *     like one that is made here, so that it signs until it is rotated, and never again after
 */
public record StoredKeys(Path data, String audience, @Nullable String given) {

  /** A tenant's ring, or what is wrong with its keys. */
  public sealed interface Loading {}

  /** The ring. */
  public record Loaded(KeyRing ring) implements Loading {}

  /** What is wrong, a line each. */
  public record Wrong(List<String> problems) implements Loading {}

  /**
   * The keys of a tenant. Where it has none that signs, the next one does, or one is made. A key
   * whose file does not say since when it is in its state is so from now on.
   */
  public Loading load(String tenant, Instant now) throws IOException {
    KeyFolder.Loaded stored = folder(tenant).load();
    if (!stored.problems().isEmpty()) {
      return new Wrong(stored.problems());
    }
    List<TokenKey> keys = new ArrayList<>();
    for (TokenKey key : stored.keys()) {
      keys.add(key.since().equals(Instant.EPOCH) ? key.withState(key.state(), now) : key);
    }
    if (keys.stream().filter(StoredKeys::signs).count() > 1) {
      return new Wrong(List.of("key folder of `" + tenant + "`: two keys are active"));
    }
    KeyRing before = KeyRing.of(tenant, "urn:actp:" + tenant, audience, stored.keys());
    KeyRing ring = KeyRing.of(tenant, "urn:actp:" + tenant, audience, keys);
    if (given != null) {
      return withGiven(before, ring, given, now);
    }
    return saved(before, signing(ring, now));
  }

  /** The same without a key that was given: that one is the first tenant's. */
  public StoredKeys withoutGiven() {
    return new StoredKeys(data, audience, null);
  }

  private Loading withGiven(KeyRing before, KeyRing ring, String jwk, Instant now)
      throws IOException {
    return switch (TokenKey.parse(jwk, Purpose.CAPABILITY, KeyState.ACTIVE, now)) {
      case KeyReading.Unusable(String why) ->
          new Wrong(List.of("the signing key that was given: " + why));
      case KeyReading.Usable(TokenKey key) -> {
        TokenKey known = ring.keys().get(key.id());
        if (known == null) {
          yield saved(before, ring.rotated(key, now));
        }
        yield known.state() == KeyState.COMPROMISED || !known.sameMaterial(key)
            ? new Wrong(
                List.of("the signing key that was given is compromised, or not the one of its id"))
            : saved(before, signing(ring, now));
      }
    };
  }

  private static KeyRing signing(KeyRing ring, Instant now) {
    Optional<TokenKey> active = ring.signing(Purpose.CAPABILITY);
    return active.isPresent() ? ring : ring.rotated(successor(ring, now), now);
  }

  /** The key that is to sign next: the one that waits for it, or a new one. */
  static TokenKey successor(KeyRing ring, Instant now) {
    return ring.next(Purpose.CAPABILITY)
        .orElseGet(() -> TokenKey.generate(Purpose.CAPABILITY, KeyState.PENDING, now));
  }

  private Loading saved(KeyRing before, KeyRing after) throws IOException {
    save(before, after);
    return new Loaded(after);
  }

  /**
   * Keeps what differs. Keys that sign no more come first, so that wherever this ends two never do.
   */
  void save(KeyRing before, KeyRing after) throws IOException {
    List<TokenKey> changed =
        after.keys().values().stream()
            .filter(key -> !key.equals(before.keys().get(key.id())))
            .sorted(Comparator.comparing(TokenKey::state).reversed())
            .toList();
    for (TokenKey key : changed) {
      folder(after.tenant()).save(key);
    }
  }

  /** Keeps one key as it now is. */
  void save(KeyRing ring, String id) throws IOException {
    folder(ring.tenant()).save(Objects.requireNonNull(ring.keys().get(id)));
  }

  private KeyFolder folder(String tenant) {
    return new KeyFolder(data.resolve("keys").resolve(tenant));
  }

  private static boolean signs(TokenKey key) {
    return key.purpose() == Purpose.CAPABILITY && key.state() == KeyState.ACTIVE;
  }
}
