package dev.actp.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.function.ResourceName.Cause;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "customer://id:12345",
        "order://customer:12345/987",
        "email://domain:@company.com",
        "file:///etc/passwd",
        "/etc/passwd",
        "api/crm",
        "https://news.example/caf\u00e9",
        "a/b%2",
        "a/100%",
        "a/%C3%A9",
        "a/%25",
        "a/%zz",
        "a/...",
        "a/.hidden",
        "a b",
        "a_b://x",
        "emoji/\ud83d\ude00",
      })
  void isWellFormed(String name) {
    assertThat(ResourceName.check(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a/\u0000b,              CONTROL, 2",
    "a/\u0085b,              CONTROL, 2",
    "a/\u2028b,              CONTROL, 2",
    "a/%00b,                 CONTROL, 2",
    "a/%7Fb,                 CONTROL, 2",
    "a/b\u202ec,             FORMAT, 3",
    "a/b\u200bc,             FORMAT, 3",
    "a/b\ufeffc,             FORMAT, 3",
    "a/b\u3164c,             IGNORABLE, 3",
    "a/b\ufe0fc,             IGNORABLE, 3",
    "a/\udb40\udc01,         FORMAT, 2",
    "\ud83d\ude00\ud83dx,    LONE_SURROGATE, 1",
    "cafe\u0301,             NOT_NFC, 0",
    "a//b,                   EMPTY_SEGMENT, 2",
    "//host/a,               EMPTY_SEGMENT, 1",
    "file:////etc,           EMPTY_SEGMENT, 8",
    "a/b://c,                EMPTY_SEGMENT, 5",
    "a/./b,                  DOT_SEGMENT, 2",
    "a/../b,                 DOT_SEGMENT, 2",
    "x://..,                 DOT_SEGMENT, 4",
    "..,                     DOT_SEGMENT, 0",
    "a/,                     TRAILING_SLASH, 1",
    "/,                      TRAILING_SLASH, 0",
    "customer://,            TRAILING_SLASH, 10",
    "a\\b,                   BACKSLASH, 1",
    "a?b=c,                  QUERY, 1",
    "'a#b',                  FRAGMENT, 1",
    "a%2Fb,                  ENCODED_SLASH, 1",
    "a%2fb,                  ENCODED_SLASH, 1",
    "a%5Cb,                  ENCODED_SLASH, 1",
    "a/%2e%2E/b,             ENCODED_UNRESERVED, 2",
    "a/%41,                  ENCODED_UNRESERVED, 2",
    "a/%7e,                  ENCODED_UNRESERVED, 2",
  })
  void hasADefect(String name, Cause cause, int position) {
    assertThat(ResourceName.check(name)).contains(new ResourceName.Defect(cause, position));
  }

  @Test
  void lengthIsBoundedInCodePoints() {
    String longest = "\ud83d\ude00".repeat(ResourceName.MAX_LENGTH);

    assertThat(ResourceName.check(longest)).isEmpty();
    assertThat(ResourceName.check(longest + "a"))
        .contains(new ResourceName.Defect(Cause.TOO_LONG, ResourceName.MAX_LENGTH));
  }

  @Test
  void everyCauseHasItsOwnCodeAndWords() {
    assertThat(Arrays.stream(Cause.values()).map(Cause::code))
        .doesNotHaveDuplicates()
        .contains("dot_segment");
    assertThat(Arrays.stream(Cause.values()).map(Cause::description)).doesNotHaveDuplicates();
  }

  @Test
  void whatTheGlobsTakeAsSegmentsNoWellFormedNameSplitsOtherwise() {
    Glob one = Glob.of(Patterns.of("x/*/y"));

    for (String sneaky : new String[] {"x/a/../y", "x/a%2Fb/y", "x/a\\b/y", "x//y"}) {
      assertThat(ResourceName.check(sneaky)).isNotEqualTo(Optional.empty());
    }
    assertThat(one.matches("x/a/y")).isTrue();
  }
}
