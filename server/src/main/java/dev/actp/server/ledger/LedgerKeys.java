package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.token.KeyFolder;
import dev.actp.runtime.token.KeyRing;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sign checkpoints and exports: in the data folder, a folder for each tenant, apart
 * from those that sign tokens. Thread-safe.
 */
public final class LedgerKeys {
  private final Path data;
  private final InstantSource clock;
  private final KeyRings rings = new KeyRings();

  public LedgerKeys(Path data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  /**
   * Reads the keys of tenants. Where one has none that signs, that which a rotation was interrupted
   * at does, or a new one.
   *
   * @throws IOException if a key cannot be read, must not be used, or cannot be kept
   */
  public void load(List<Tenant> tenants) throws IOException {
    for (Tenant tenant : tenants) {
      rings.put(load(tenant.id()));
    }
  }

  private KeyRing load(String tenant) throws IOException {
    KeyFolder.Loaded stored = folder(tenant).load();
    List<TokenKey> active =
        stored.keys().stream().filter(key -> key.state() == KeyState.ACTIVE).toList();
    if (!stored.problems().isEmpty() || active.size() > 1) {
      throw new IOException(
          stored.problems().stream().findFirst().orElse("two keys of the ledger are active"));
    }
    KeyRing ring = KeyRing.of(tenant, Checkpoint.origin(tenant), "", stored.keys());
    return active.isEmpty() ? successor(ring) : ring;
  }

  private KeyRing successor(KeyRing ring) throws IOException {
    TokenKey next =
        ring.next(Purpose.LEDGER).orElseGet(this::made).withState(KeyState.ACTIVE, clock.instant());
    folder(ring.tenant()).save(next);
    return ring.with(next);
  }

  private TokenKey made() {
    return TokenKey.generate(Purpose.LEDGER, KeyState.PENDING, clock.instant());
  }

  /** Signs a text, which ends with a line feed; nothing where the tenant has no key. */
  public Optional<SignedNote> sign(String tenant, String text) {
    return rings
        .of(tenant)
        .flatMap(ring -> ring.signing(Purpose.LEDGER))
        .map(key -> sign(tenant, text, key));
  }

  private static SignedNote sign(String tenant, String text, TokenKey key) {
    byte[] made = key.signNote(text);
    return new SignedNote(text, List.of(SignedNote.Signature.of(verifier(tenant, key), made)));
  }

  /**
   * Signs a text by the key in a data folder, in which nothing is changed; nothing where there is
   * none that signs.
   *
   * @throws IOException if a key cannot be read or must not be used
   */
  public static Optional<SignedNote> sign(Path data, String tenant, String text)
      throws IOException {
    KeyFolder.Loaded stored = folder(data, tenant).load();
    if (!stored.problems().isEmpty()) {
      throw new IOException(stored.problems().getFirst());
    }
    return stored.keys().stream()
        .filter(key -> key.state() == KeyState.ACTIVE)
        .findFirst()
        .map(key -> sign(tenant, text, key));
  }

  /** The keys that a tenant's checkpoints may be signed with: that which signs first. */
  public List<TokenKey> verifying(String tenant) {
    return rings.of(tenant).map(ring -> ring.verifying(Purpose.LEDGER)).orElse(List.of());
  }

  /** A key that signs nothing yet, and is kept. */
  public TokenKey prepare(String tenant) throws IOException {
    TokenKey next = made();
    folder(tenant).save(next);
    return next;
  }

  /** Lets a key sign from now on; the one that did verifies what it signed. */
  public void activate(String tenant, TokenKey next) throws IOException {
    KeyRing ring = rings.of(tenant).orElseThrow();
    Optional<TokenKey> before = ring.signing(Purpose.LEDGER);
    KeyRing after = ring.rotated(next, clock.instant());
    if (before.isPresent()) {
      folder(tenant).save(after.find(before.get().id(), Purpose.LEDGER).orElseThrow());
    }
    folder(tenant).save(after.signing(Purpose.LEDGER).orElseThrow());
    rings.put(after);
  }

  /** What verifies a key's signatures. */
  public static VerifierKey verifier(String tenant, TokenKey key) {
    return new VerifierKey(
        Checkpoint.origin(tenant),
        key.publicBytes().orElseThrow(() -> new IllegalStateException("no Ed25519 key")));
  }

  private KeyFolder folder(String tenant) {
    return folder(data, tenant);
  }

  private static KeyFolder folder(Path data, String tenant) {
    return new KeyFolder(data.resolve("ledger-keys").resolve(tenant));
  }
}
