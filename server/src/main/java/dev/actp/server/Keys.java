package dev.actp.server;

import dev.actp.runtime.token.KeyFolder;
import dev.actp.runtime.token.KeyReading;
import dev.actp.runtime.token.KeyRing;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signing keys of tenants: in the data folder, a folder for each, or given by the operator. */
record Keys(Path data, String audience, @Nullable String given) {

  /** A tenant's ring, or what is wrong with its keys. */
  sealed interface Loading {}

  /** The ring. */
  record Loaded(KeyRing ring) implements Loading {}

  /** What is wrong, a line each. */
  record Wrong(List<String> problems) implements Loading {}

  /** The keys of a tenant; where it has none that signs, one is made and kept. */
  Loading load(String tenant) throws IOException {
    KeyFolder folder = new KeyFolder(data.resolve("keys").resolve(tenant));
    KeyFolder.Loaded stored = folder.load();
    if (!stored.problems().isEmpty()) {
      return new Wrong(stored.problems());
    }
    List<TokenKey> keys = new ArrayList<>(stored.keys());
    if (given != null) {
      return withGiven(tenant, keys, given);
    }
    if (keys.stream().noneMatch(Keys::signs)) {
      TokenKey made = TokenKey.generate(Purpose.CAPABILITY, KeyState.ACTIVE);
      folder.save(made);
      keys.add(made);
    }
    return new Loaded(ring(tenant, keys));
  }

  private Loading withGiven(String tenant, List<TokenKey> stored, String jwk) {
    return switch (TokenKey.parse(jwk, Purpose.CAPABILITY, KeyState.ACTIVE)) {
      case KeyReading.Unusable(String why) ->
          new Wrong(List.of("the signing key that was given: " + why));
      case KeyReading.Usable(TokenKey key) ->
          new Loaded(
              ring(tenant, stored.stream().filter(k -> !k.id().equals(key.id())).toList())
                  .rotated(key));
    };
  }

  private KeyRing ring(String tenant, List<TokenKey> keys) {
    return KeyRing.of(tenant, "urn:actp:" + tenant, audience, keys);
  }

  private static boolean signs(TokenKey key) {
    return key.purpose() == Purpose.CAPABILITY && key.state() == KeyState.ACTIVE;
  }
}
