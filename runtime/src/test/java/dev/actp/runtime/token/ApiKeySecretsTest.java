package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeySecretsTest {
  private final ApiKeySecrets secrets = new ApiKeySecrets(new byte[32]);
  private final String key = OpaqueSecret.API_KEY.generate(new SecureRandom());

  @Test
  void aKeyMatchesItsHashAndNoOther() {
    String other = OpaqueSecret.API_KEY.generate(new SecureRandom());

    assertThat(secrets.matches(key, secrets.hash(key))).isTrue();
    assertThat(secrets.matches(other, secrets.hash(key))).isFalse();
    assertThat(secrets.matches(key, "")).isFalse();
    assertThat(secrets.id(key)).isEqualTo(secrets.id(key)).isNotEqualTo(secrets.id(other));
  }

  @Test
  void theHashIsWorthNothingWithoutTheHashingKey() {
    byte[] another = new byte[32];
    another[0] = 1;

    assertThat(new ApiKeySecrets(another).matches(key, secrets.hash(key))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "your_api_key_here, false",
    "0123456789abcdef0123456789abcde, false",
    "0123456789abcdef0123456789abcdef, true",
    "0123456789abcdef0123456789abcde., false",
    "actk_0123456789abcdef0123456789abcdef, false",
    "act_00123456789abcdef0123456789abcdef, false"
  })
  void aChosenKeyIsLongEnoughAndLooksLikeNothingElse(String chosen, boolean possible) {
    assertThat(ApiKeySecrets.isPossible(chosen)).isEqualTo(possible);
  }

  @Test
  void aKeyOfOursIsPossibleAsItIsAndInNoOtherForm() {
    assertThat(ApiKeySecrets.isPossible(key)).isTrue();
    assertThat(ApiKeySecrets.isPossible(key.substring(0, key.length() - 1))).isFalse();
    assertThat(ApiKeySecrets.isPossible("a".repeat(128))).isTrue();
    assertThat(ApiKeySecrets.isPossible("a".repeat(129))).isFalse();
  }
}
