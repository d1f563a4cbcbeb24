package dev.actp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://pdp.example.com, https://pdp.example.com",
    "https://pdp.example.com/, https://pdp.example.com",
    "HTTPS://PDP.Example.com:8443, https://pdp.example.com:8443",
    "https://example.com/actp/v-1.0_~, https://example.com/actp/v-1.0_~",
    "https://example.com/Actp/, https://example.com/Actp",
    "https://192.0.2.7, https://192.0.2.7",
    "https://[2001:db8::1]:65535, https://[2001:db8::1]:65535",
    "http://localhost:8080, http://localhost:8080",
    "http://127.0.0.1, http://127.0.0.1",
    "http://[::1]:80/x, http://[::1]:80/x",
  })
  void anAddressIsReadInOneForm(String text, String form) {
    assertThat(PublicUrl.read(text))
        .isInstanceOfSatisfying(
            PublicUrl.Good.class, good -> assertThat(good.url()).hasToString(form));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no address like",
        "pdp.example.com|no address like",
        "https:|no address like",
        "https:///x|no address like",
        "https://exa mple.com|no address like",
        "https://under_score.example|no address like",
        "https://bücher.example|no address like",
        "http://pdp.example.com|not `https`",
        "http://127.0.0.1.example.com|not `https`",
        "http://localhost.example.com|not `https`",
        "ftp://pdp.example.com|not `https`",
        "https://user@pdp.example.com|a user, a query or a fragment",
        "https://pdp.example.com?|a user, a query or a fragment",
        "https://pdp.example.com/x?y=1|a user, a query or a fragment",
        "https://pdp.example.com#x|a user, a query or a fragment",
        "https://pdp.example.com:0|a port that is none",
        "https://pdp.example.com:65536|a port that is none",
        "https://pdp.example.com//|a path that is not made of",
        "https://pdp.example.com/a//b|a path that is not made of",
        "https://pdp.example.com/a/../b|a path that is not made of",
        "https://pdp.example.com/.|a path that is not made of",
        "https://pdp.example.com/a%2fb|a path that is not made of",
        "https://pdp.example.com/:tenant|a path that is not made of",
        "https://pdp.example.com/*|a path that is not made of",
      })
  void whatIsNoneIsSaid(String text, String why) {
    assertThat(PublicUrl.read(text))
        .isInstanceOfSatisfying(
            PublicUrl.Wrong.class,
            wrong -> assertThat(wrong.why()).startsWith("the public URL `" + text).contains(why));
  }

  @Test
  void itHasTwoHundredAndFiftySixCharactersAtMost() {
    String longest = "https://a.example/" + "x".repeat(256 - 18);
    assertThat(PublicUrl.read(longest)).isInstanceOf(PublicUrl.Good.class);
    assertThat(PublicUrl.read(longest + "x")).isInstanceOf(PublicUrl.Wrong.class);
  }
}
