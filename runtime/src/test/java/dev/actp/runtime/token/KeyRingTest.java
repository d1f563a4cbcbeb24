package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private final TokenKey first = TokenKey.generate(Purpose.CAPABILITY, KeyState.ACTIVE, Mint.NOW);
  private final TokenKey second = TokenKey.generate(Purpose.CAPABILITY, KeyState.ACTIVE, Mint.NOW);

  @Test
  void onlyOneKeySigns() {
    assertThatThrownBy(() -> ring("acme", first, second)).hasMessageContaining("two active keys");
    assertThat(ring("acme", first).rotated(second, Mint.NOW).signing(Purpose.CAPABILITY))
        .map(TokenKey::id)
        .contains(second.id());
  }

  @Test
  void aKeyIsFoundForItsPurposeOnly() {
    assertThat(ring("acme", first).find(first.id(), Purpose.CAPABILITY)).isPresent();
    assertThat(ring("acme", first).find(first.id(), Purpose.PASSPORT)).isEmpty();
    assertThat(ring("acme", first).signing(Purpose.PASSPORT)).isEmpty();
  }

  @Test
  void aKeyIdInTwoRingsIsNobodys() {
    KeyRings rings = new KeyRings();
    rings.put(ring("acme", first));
    assertThat(rings.tenantOf(first.id())).contains("acme");
    rings.put(ring("other", first));
    assertThat(rings.tenantOf(first.id())).isEmpty();
  }

  @Test
  void pendingKeysArePublishedAndEndedOnesAreNot() {
    KeyRings rings = new KeyRings();
    for (KeyState state : KeyState.values()) {
      TokenKey key = first.withState(state, Mint.NOW);
      rings.put(ring("acme", key));
      assertThat(rings.jwks().contains(first.id())).as(state.name()).isEqualTo(state.published());
    }
  }

  @Test
  void withoutAnActiveKeyNothingIsIssued() {
    Mint mint = new Mint();
    KeyRing ring = mint.rings.of(Mint.TENANT).orElseThrow();
    mint.rings.put(ring.withState(mint.key.id(), KeyState.VERIFY_ONLY, Mint.NOW).orElseThrow());

    assertThat(ring.withState("unknown", KeyState.RETIRED, Mint.NOW)).isEmpty();
    assertThat(mint.issue(dev.actp.runtime.value.Value.Struct.EMPTY)).isEmpty();
  }

  private static KeyRing ring(String tenant, TokenKey... keys) {
    return KeyRing.of(tenant, "urn:actp:" + tenant, Mint.AUDIENCE, List.of(keys));
  }
}
