package dev.actp.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

  private static Value.Text text(String text) {
    return new Value.Text(text);
  }

  private static void assertFault(Result result, Fault.Kind kind) {
    assertThat(result).isInstanceOf(Fault.class).extracting("kind").isEqualTo(kind);
  }

  @Test
  void lengthCountsCodePointsAndCountElements() {
    assertThat(Functions.length(text("a\u00e9\ud83d\ude00"))).isEqualTo(Value.Num.of(3));
    assertThat(Functions.length(text(""))).isEqualTo(Value.Num.ZERO);
    assertThat(Functions.count(List.of(text("a"), text("a")))).isEqualTo(Value.Num.of(2));
  }

  @ParameterizedTest
  @CsvSource({
    "ABCxyz, abcxyz",
    "\u00c4\u0130, \u00e4i\u0307",
    "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c2",
    "\u212a, k",
    "\u00df, \u00df",
  })
  void lowerFollowsUnicodeWithoutALanguage(String given, String lower) {
    assertThat(Functions.lower(text(given))).isEqualTo(text(lower));
  }

  @Test
  void domainIsWhatFollowsTheAt() {
    assertThat(Functions.domain(text("Ann@Company.COM"))).isEqualTo(text("company.com"));
    assertFault(
        Functions.domain(text("a@company.com.evil.example, b@company.com")), Fault.Kind.MALFORMED);
    assertFault(Functions.domain(text("a@evil.example@company.com")), Fault.Kind.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com,                     example.com",
    "https://EXAMPLE.com:8443/a?b#c,          example.com",
    "HTTP://a.b?x=u@evil.example,             a.b",
    "https://a.b#@evil.example,               a.b",
    "https://a.b:/,                           a.b",
    "https://b\u00fccher.example/,            xn--bcher-kva.example",
    "https://XN--BCHER-KVA.example/,          xn--bcher-kva.example",
    "https://fa\u00df.de/,                    xn--fa-hia.de",
    "https://\uff45xample\uff0ecom/,          example.com",
    "https://ex\u00adample.com/,              example.com",
    "https://r3---sn-x.example/,              r3---sn-x.example",
    "https://_dmarc.example/,                 _dmarc.example",
    "https://192.0.2.1/,                      192.0.2.1",
    "https://[2001:DB8::1]:443/,              [2001:db8::1]",
    "postgres://db.internal:5432/x,           db.internal",
    "s3://bucket/key,                         bucket",
    "https://0xyz/,                           0xyz",
  })
  void hostFollowsTheUrlStandard(String url, String host) {
    assertThat(Functions.host(text(url))).isEqualTo(text(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "//example.com",
        "https:example.com",
        "https:/example.com",
        "https:///example.com",
        "https://",
        "https://user@example.com",
        "https://user:pw@example.com",
        "https://good.example\\@evil.example",
        "https://good.example@evil.example",
        "https:\\\\example.com",
        " https://example.com",
        "https://exa\tmple.com",
        "https://exa\nmple.com",
        "https://ex ample.com",
        "https://ex%61mple.com",
        "https://example.com.",
        "https://a..b",
        "https://.b",
        "https://a.b:99999",
        "https://a.b:x",
        "https://a.b:80:80",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://017700000001/",
        "https://127.1/",
        "https://127.0.0.01/",
        "https://a.1/",
        "https://\uff11\uff12\uff17.1/",
        "https://[::1/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://[127.0.0.1]/",
        "https://xn--a/",
        "https://a\u2488com/",
        "https://exa\u0000mple.com",
        "https://a<b/",
        "postgres://DB/",
        "postgres://d\u00e4/",
        "file:///etc/passwd",
        "file://server/share",
        "1https://a.b",
        "ht tps://a.b",
        "javascript:alert(1)",
        "mailto:a@b.com",
      })
  void hostRefusesWhatCanBeReadInTwoWays(String url) {
    assertFault(Functions.host(text(url)), Fault.Kind.MALFORMED);
  }

  @Test
  void hostRefusesNamesBeyondTheBoundsOfDns() {
    assertThat(Functions.host(text("https://" + "a".repeat(63) + ".b/")))
        .isInstanceOf(Value.Text.class);
    assertFault(Functions.host(text("https://" + "a".repeat(64) + ".b/")), Fault.Kind.MALFORMED);
    assertFault(Functions.host(text("https://" + "a.".repeat(126) + "bc/")), Fault.Kind.MALFORMED);
    assertFault(
        Functions.host(text("https://" + "\u00e4".repeat(10_000) + "/")), Fault.Kind.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "/data,          /data,     true",
    "/data/,         /data,     true",
    "/data/x/y,      /data,     true",
    "/data/x,        /data/,    true",
    "/data2/x,       /data,     false",
    "/Data/x,        /data,     false",
    "/,              /data,     false",
    "/data/x,        /,         true",
    "/,              /,         true",
    "reports/x,      reports,   true",
    "/data/.hidden,  /data,     true",
    "/data/a..b,     /data,     true",
    "/data/100%,     /data,     true",
  })
  void insideComparesWholeSegments(String path, String directory, boolean inside) {
    assertThat(Functions.inside(text(path), text(directory))).isEqualTo(Value.Bool.of(inside));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data/x",
        "~/data",
        "/data/../etc",
        "/data/./x",
        "/data/..",
        "/..",
        "/data//x",
        "//data",
        "/data/x//",
        "//",
        "/data\\..\\x",
        "/data/%2e%2e/x",
        "/data%2Fx",
        "/data%5cx",
        "/data/\u0000",
        "/data/x\n",
        "file:///data",
      })
  void insideRefusesWhatCanBeReadInTwoWays(String path) {
    assertFault(Functions.inside(text(path), text("/data")), Fault.Kind.MALFORMED);
  }

  @Test
  void cidrAsksWhetherTheAddressLiesInTheNetwork() {
    IpNetwork network = IpNetwork.parse("198.51.100.0/24").orElseThrow();

    assertThat(Functions.cidr(new Value.Ip("198.51.100.7"), network)).isEqualTo(Value.Bool.TRUE);
    assertThat(Functions.cidr(new Value.Ip("198.51.101.7"), network)).isEqualTo(Value.Bool.FALSE);
  }

  @Test
  void ageEndsNow() {
    Instant now = Instant.parse("2026-02-16T10:00:00Z");

    assertThat(Functions.age(new Value.Timestamp(now.minusSeconds(90)), now))
        .isEqualTo(new Value.Span(Duration.ofSeconds(90)));
    assertThat(Functions.age(new Value.Timestamp(now), now))
        .isEqualTo(new Value.Span(Duration.ZERO));
    assertFault(Functions.age(new Value.Timestamp(now.plusNanos(1)), now), Fault.Kind.TIME);
    assertThat(Functions.age(new Value.Timestamp(Instant.MIN), Instant.MAX))
        .isInstanceOf(Value.Span.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-16T10:00:00Z, UTC,               mon",
    "2026-02-16T03:00:00Z, America/New_York,  sun",
    "2026-02-15T23:30:00Z, Asia/Tokyo,        mon",
  })
  void dayOfIsTheLocalDay(Instant instant, String zone, String day) {
    assertThat(Functions.dayOf(new Value.Timestamp(instant), text(zone))).isEqualTo(text(day));
  }

  @Test
  void dayOfNeedsAZoneAndATimeWithADate() {
    assertFault(
        Functions.dayOf(new Value.Timestamp(Instant.EPOCH), text("Mars/Base")),
        Fault.Kind.MALFORMED);
    assertFault(
        Functions.dayOf(new Value.Timestamp(Instant.MAX), text("Asia/Tokyo")),
        Fault.Kind.MALFORMED);
  }
}
