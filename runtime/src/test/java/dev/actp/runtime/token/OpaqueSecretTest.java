package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpaqueSecretTest {
  private final SecureRandom random = new SecureRandom();

  @ParameterizedTest
  @EnumSource
  void aSecretIsShortAndWellFormedAndNeverTheSame(OpaqueSecret kind) {
    String secret = kind.generate(random);

    assertThat(secret).startsWith(kind.prefix()).matches("[A-Za-z0-9_-]{52,53}");
    assertThat(kind.isWellFormed(secret)).isTrue();
    assertThat(kind.generate(random)).isNotEqualTo(secret);
  }

  @ParameterizedTest
  @EnumSource
  void everyWrongCharacterIsNoticed(OpaqueSecret kind) {
    String secret = kind.generate(random);

    for (int i = 0; i < secret.length(); i++) {
      char other = secret.charAt(i) == 'A' ? 'B' : 'A';
      String wrong = secret.substring(0, i) + other + secret.substring(i + 1);
      assertThat(kind.isWellFormed(wrong)).as(wrong).isFalse();
    }
    assertThat(kind.isWellFormed(secret + "A")).isFalse();
    assertThat(kind.isWellFormed(secret.substring(0, secret.length() - 1))).isFalse();
    assertThat(kind.isWellFormed(secret.substring(0, secret.length() - 1) + "\n")).isFalse();
    assertThat(kind.isWellFormed("")).isFalse();
  }

  @Test
  void oneKindIsNotAnother() {
    String reference = OpaqueSecret.TOKEN_REFERENCE.generate(random);

    assertThat(OpaqueSecret.API_KEY.isWellFormed(reference)).isFalse();
    assertThat(OpaqueSecret.API_KEY.isWellFormed("actk_" + reference.substring(4))).isFalse();
  }

  @Test
  void whatIsStoredDoesNotShowTheSecret() {
    String reference = OpaqueSecret.TOKEN_REFERENCE.generate(random);

    assertThat(OpaqueSecret.hash(reference)).matches("[0-9a-f]{64}").doesNotContain(reference);
  }
}
