package dev.actp.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooseGlobTest {

  @ParameterizedTest
  @CsvSource({
    "admin.*,            ADMIN.delete",
    "Admin.*,            admin.delete",
    "stra\u00dfe/*,      STRASSE/1",
    "STRASSE/*,          stra\u00dfe/1",
    "stra\u00dfe/*,      stra\u1e9ee/1",
    "\u03a3\u03c2/*,     \u03c3\u03c3/1",
    "file/*,             \ufb01le/1",
    "\ufb01le/*,         file/1",
    "admin/*,            \uff41\uff24\uff4d\uff29\uff4e/1",
    "kelvin,             \u212aelvin",
    "caf\u00e9,          CAFE\u0301",
    "admin,              ad\u200bmin",
    "admin.*,            Admin.\u200b",
    "admin.*,            admin.\u200b",
    "x/*/y,              X/a\uff0fb/y",
    "x/*/y,              X\uff0fa/y",
    "\u1d00dmin,         \u1d00DMIN",
  })
  void takes(String glob, String text) {
    assertThat(LooseGlob.of(Patterns.of(glob)).matches(LooseText.of(text))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "admin.*,   user.delete",
    "admin.*,   admin.",
    "admin,     \u0430dmin",
    "x/*/y,     x/a/b/y",
  })
  void leaves(String glob, String text) {
    assertThat(LooseGlob.of(Patterns.of(glob)).matches(LooseText.of(text))).isFalse();
  }

  @Test
  void takesWhateverTheExactGlobTakes() {
    long seed = 7_316;
    Random random = new Random(seed);
    String alphabet = "aA/**\u00df\u1e9e\uff0f\u200b\u0130\u0131i\u0301\ufb01s";
    for (int i = 0; i < 50_000; i++) {
      String glob = random(random, alphabet);
      String text = random(random, alphabet.replace("*", ""));
      if (Glob.of(Patterns.of(glob)).matches(text)) {
        assertThat(LooseGlob.of(Patterns.of(glob)).matches(LooseText.of(text)))
            .as("seed %d, glob `%s`, text `%s`", seed, glob, text)
            .isTrue();
      }
    }
  }

  private static String random(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(7); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void everyLetterButTheDotlessIIsEqualToItsUpperAndTitleCase() {
    for (int c = 0x20; c < 0x20000; c++) {
      if (Character.isLetter(c) && c != 0x131) {
        LooseGlob glob = LooseGlob.of(Patterns.of(Character.toString(c)));
        assertThat(glob.matches(LooseText.of(Character.toString(Character.toUpperCase(c)))))
            .as("upper case of U+%04X", c)
            .isTrue();
        assertThat(glob.matches(LooseText.of(Character.toString(Character.toTitleCase(c)))))
            .as("title case of U+%04X", c)
            .isTrue();
      }
    }
  }
}
