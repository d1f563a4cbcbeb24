package dev.actp.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "api://crm/*,             api://crm/customers",
    "api://crm/*,             api://crm/customers/123",
    "api://crm/*/orders,      api://crm/customers/orders",
    "customer://id:*,         customer://id:12345",
    "customer://id:12345,     customer://id:12345",
    "customer://*,            customer://id:1/a/b",
    "*,                       customer://id:1/a",
    "**,                      customer://id:1/a",
    "https://**,              https://news.example/1",
    "https://**,              https://",
    "env://production/**,     env://production/",
    "a/**/z,                  a/b/c/z",
    "a**z,                    az",
    "**.pdf,                  a/b/c.pdf",
    "*.pdf,                   c.pdf",
    "a*b*c,                   aXbYbZc",
    "file://*,                file:///etc/passwd",
    "a/*/c/*,                 a/b/c/d/e",
    "admin.*,                 admin.delete",
    "caf\u00e9/*,             caf\u00e9/x",
    "*\ud83d\ude00,           x\ud83d\ude00",
  })
  void takes(String glob, String text) {
    assertThat(Glob.of(Patterns.of(glob)).matches(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "api://crm/*,             api://crm/",
    "api://crm/*,             api://crm",
    "api://crm/*/orders,      api://crm/a/b/orders",
    "api://crm/*/orders,      api://crm//orders",
    "customer://id:*,         customer://id:",
    "customer://id:*,         customer://id:1/orders",
    "customer://id:12345,     customer://id:123456",
    "customer://id:12345,     xcustomer://id:12345",
    "customer://id:12345,     Customer://id:12345",
    "*,                       ''",
    "a*,                      a",
    "a*,                      a/b",
    "*.pdf,                   .pdf",
    "a*b*c,                   abc",
    "a**z,                    a",
    "env://production/**,     env://production",
    "caf\u00e9/*,             cafe\u0301/x",
  })
  void leaves(String glob, String text) {
    assertThat(Glob.of(Patterns.of(glob)).matches(text)).isFalse();
  }

  @Test
  void onlyTwoStarsTakeNothing() {
    assertThat(Glob.of(Patterns.of("**")).matches("")).isTrue();
    assertThat(Glob.of(new Pattern(List.of())).matches("")).isTrue();
    assertThat(Glob.of(new Pattern(List.of())).matches("a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**a**a**a**a**a**a**a**a**a**b",
        "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",
        "**a*a**a*a**a*a**a*a**a*a**/b",
        "*************************b",
      })
  void aHostileTextCostsNoMoreThanItsLength(String glob) {
    Glob compiled = Glob.of(Patterns.of(glob));
    String text = "a".repeat(2_048);

    assertThat(compiled.matches(text)).isFalse();
    assertThat(compiled.steps(text)).isLessThanOrEqualTo(2L * (text.length() + 1));
  }

  @Test
  void aLongGlobCostsOneStepForEverySixtyFourElements() {
    Glob compiled = Glob.of(Patterns.of("*" + "ab*".repeat(340) + "c"));
    String text = "ab".repeat(1_024);

    assertThat(compiled.matches(text)).isFalse();
    assertThat(compiled.steps(text))
        .isLessThanOrEqualTo(2L * (1_022 / 64 + 1) * (text.length() + 1));
  }

  @Test
  void aGlobLongerThanOneWordOfStatesCarriesOver() {
    String middle = "0123456789".repeat(20);
    Glob compiled = Glob.of(Patterns.of("*" + middle + "**" + middle + "*/x"));

    assertThat(compiled.matches("a" + middle + middle + "b/x")).isTrue();
    assertThat(compiled.matches("a" + middle + "/?/" + middle + "b/x")).isTrue();
    assertThat(compiled.matches("a" + middle + middle + "/x")).isFalse();
  }

  @Test
  void agreesWithTheDefinitionOnRandomGlobs() {
    long seed = 20_261_120;
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      String glob = random(random, "ab/**");
      String text = random(random, "aab/");
      assertThat(Glob.of(Patterns.of(glob)).matches(text))
          .as("seed %d, glob `%s`, text `%s`", seed, glob, text)
          .isEqualTo(defined(Patterns.of(glob).parts(), text));
    }
  }

  private static String random(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(9); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** The definition, tried in every way: slow, and evidently right. */
  private static boolean defined(List<Part> parts, String text) {
    if (parts.isEmpty()) {
      return text.isEmpty();
    }
    List<Part> rest = parts.subList(1, parts.size());
    for (int end = 0; end <= text.length(); end++) {
      String head = text.substring(0, end);
      boolean taken =
          switch (parts.getFirst()) {
            case Part.Literal literal -> head.equals(literal.text());
            case Part.Wildcard.STAR -> !head.isEmpty() && !head.contains("/");
            case Part.Wildcard.REST -> !head.isEmpty();
            case Part.Wildcard.ANY -> true;
            case Part.SessionValue unfilled -> false;
            case Part.AgentValue unfilled -> false;
          };
      if (taken && defined(rest, text.substring(end))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aPlaceholderLeftOpenIsABug() {
    Pattern unfilled = new Pattern(List.of(new Part.SessionValue("customer_id")));

    assertThatThrownBy(() -> Glob.of(unfilled)).isInstanceOf(IllegalArgumentException.class);
  }
}
