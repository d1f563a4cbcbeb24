package dev.actp.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormsTest {

  @ParameterizedTest
  @CsvSource({
    "a@b.com,                     a,             b.com",
    "A.b+c@Sub.EXAMPLE.com,       A.b+c,         sub.example.com",
    "x_y-z=q@xn--bcher-kva.de,    x_y-z=q,       xn--bcher-kva.de",
    "root@localhost,              root,          localhost",
    "1@1.2.3.4x,                  1,             1.2.3.4x",
  })
  void readsAddresses(String text, String local, String domain) {
    assertThat(EmailAddress.parse(text)).contains(new EmailAddress(local, domain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@b.com",
        "a@",
        "a@b@c.com",
        "a@evil.com@b.com",
        "Ann <a@b.com>",
        "<a@b.com>",
        "a@b.com,c@d.com",
        "a@b.com;c@d.com",
        " a@b.com",
        "a@b.com ",
        "a@b.com\n",
        "a@b.com.",
        "a@.b.com",
        "a@b..com",
        "a@-b.com",
        "a@b-.com",
        "a@b_c.com",
        ".a@b.com",
        "a.@b.com",
        "a..b@c.com",
        "\"a@evil.com\"@b.com",
        "a(comment)@b.com",
        "a@[192.0.2.1]",
        "a@192.0.2.1",
        "a%evil.com@b.com",
        "evil.com!a@b.com",
        "\u00e4@b.com",
        "a@b\u00fccher.de",
        "a@\uff42.com",
        "a\u0000@b.com",
        "a b@c.com",
        "-oQ/tmp@b.com",
        "-a@b.com",
        "|cmd@b.com",
        "`id`@b.com",
        "$HOME@b.com",
        "a'b@c.com",
        "a/b@c.com",
        "a*@b.com",
        "a?@b.com",
        "a#b@c.com",
        "a&b@c.com",
        "{a}@b.com",
        "~a@b.com",
        "a^b@c.com",
      })
  void refusesWhatIsNotOneBareAddress(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void boundsAddresses() {
    String label = "a".repeat(63);
    String domain = label + "." + label + "." + "a".repeat(61);

    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain)).isPresent();
    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain + "a")).isEmpty();
    assertThat(EmailAddress.parse("a".repeat(65) + "@b.com")).isEmpty();
    assertThat(EmailAddress.parse("a@" + label + "a.com")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4,                 1.2.3.4",
    "::1,                     ::1",
    "2001:DB8::0001,          2001:db8::1",
    "2001:db8:0:0:1:0:0:1,    2001:db8::1:0:0:1",
    "::ffff:1.2.3.4,          1.2.3.4",
    "::ffff:102:304,          1.2.3.4",
    "0:0:0:0:0:ffff:1.2.3.4,  1.2.3.4",
    "64:ff9b::1.2.3.4,        64:ff9b::102:304",
  })
  void readsIpAddresses(String text, String canonical) {
    assertThat(IpAddress.parse(text)).contains(new Value.Ip(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "01.2.3.4",
        "0x1.2.3.4",
        "1.2.3.256",
        "1.2.3.4.5",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4/24",
        "[::1]",
        "fe80::1%eth0",
        "1::2::3",
        ":",
        "1:::2",
        "00001::",
        "::ffff:1.2.3",
        "::ffff:01.2.3.4",
        "\uff11.2.3.4",
        "localhost",
        "*",
        "1.2.*.*",
      })
  void refusesWhatIsNoIpAddress(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.0/24,   198.51.100.255,         true",
    "198.51.100.0/24,   198.51.101.0,           false",
    "198.51.100.0/23,   198.51.101.0,           true",
    "10.0.0.0/8,        10.255.255.255,         true",
    "10.0.0.0/8,        11.0.0.0,               false",
    "0.0.0.0/0,         203.0.113.9,            true",
    "0.0.0.0/0,         ::1,                    false",
    "::/0,              ::1,                    true",
    "::/0,              1.2.3.4,                false",
    "1.2.3.4/32,        1.2.3.4,                true",
    "1.2.3.4/32,        1.2.3.5,                false",
    "198.51.100.0/24,   ::ffff:198.51.100.7,    true",
    "2001:db8::/33,     2001:db8:7fff::1,       true",
    "2001:db8::/33,     2001:db8:8000::1,       false",
  })
  void networksContain(String network, String ip, boolean contained) {
    assertThat(IpNetwork.parse(network).orElseThrow().contains(IpAddress.parse(ip).orElseThrow()))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "1.2.3.4",
        "1.2.3.4/",
        "/24",
        "1.2.3.4/24",
        "1.2.3.0/024",
        "1.2.3.0/33",
        "::/129",
        "1.2.3.0/-1",
        "1.2.3.0/+24",
        "1.2.3.0/255.255.255.0",
        "1.2.3.0/24/24",
        "1.2.3.0/ 24",
        "fe80::%1/64",
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThat(IpNetwork.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-16T10:00:00Z,                2026-02-16T10:00:00Z",
    "2026-02-16T10:00:00-05:00,           2026-02-16T15:00:00Z",
    "2026-02-16T10:00:00.123456789+00:30, 2026-02-16T09:30:00.123456789Z",
    "2024-02-29T23:59:59.5-00:00,         2024-02-29T23:59:59.5Z",
    "0000-01-01T00:00:00Z,                0000-01-01T00:00:00Z",
  })
  void readsTimestamps(String text, Instant instant) {
    assertThat(TimestampText.parse(text)).contains(new Value.Timestamp(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-16",
        "2026-02-16T10:00Z",
        "2026-02-16T10:00:00",
        "2026-02-16 10:00:00Z",
        "2026-02-16t10:00:00z",
        "2026-02-30T10:00:00Z",
        "2025-02-29T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-02-16T24:00:00Z",
        "2026-12-31T23:59:60Z",
        "2026-02-16T10:00:00.Z",
        "2026-02-16T10:00:00.1234567890Z",
        "2026-02-16T10:00:00+0500",
        "2026-02-16T10:00:00+05",
        "2026-02-16T10:00:00+25:00",
        "2026-02-16T10:00:00Z ",
        "+2026-02-16T10:00:00Z",
        "12026-02-16T10:00:00Z",
        "2026-02-16T10:00:00[Europe/Berlin]",
        "\u0662026-02-16T10:00:00Z",
      })
  void refusesWhatIsNoTimestamp(String text) {
    assertThat(TimestampText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "5m, PT5M",
    "8h, PT8H",
    "90d, PT2160H",
    "2w, PT336H",
    "0s, PT0S",
    "999999999w, PT167999999832H"
  })
  void readsDurations(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(new Value.Span(duration));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "5",
        "5min",
        "-5m",
        "+5m",
        "1.5h",
        "05m",
        "1h30m",
        " 5m",
        "5 m",
        "5M",
        "1000000000s",
        "\u0665m"
      })
  void refusesWhatIsNoDuration(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", " 1", "1 ", "1_000", "1,5", "NaN", "0x1",
        "\u0661", "--1", "-01"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(DecimalText.parse(text))
        .isInstanceOf(Fault.class)
        .extracting("kind")
        .isEqualTo(Fault.Kind.MALFORMED);
  }

  @Test
  void knowsCurrenciesInUpperCaseOnly() {
    assertThat(Currencies.isCode("USD")).isTrue();
    assertThat(Currencies.isCode("usd")).isFalse();
    assertThat(Currencies.isCode("DEM")).isFalse();
    assertThat(Currencies.isCode("XXX")).isFalse();
  }
}
