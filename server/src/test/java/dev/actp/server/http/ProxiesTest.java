package dev.actp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a request comes from. */
class ProxiesTest {
  private static final Proxies PROXIES =
      new Proxies(
          List.of(
              IpNetwork.parse("10.0.0.0/8").orElseThrow(),
              IpNetwork.parse("2001:db8::/32").orElseThrow()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nowhere",
      value = {
        "203.0.113.7     | ''                                  | 203.0.113.7",
        "203.0.113.7     | 198.51.100.1                        | 203.0.113.7",
        "10.0.0.1        | 198.51.100.1                        | 198.51.100.1",
        "10.0.0.1        | 1.1.1.1, 198.51.100.1               | 198.51.100.1",
        "10.0.0.1        | 1.1.1.1, 198.51.100.1,10.0.0.2      | 198.51.100.1",
        "10.0.0.1        | 10.0.0.3, 10.0.0.2                  | 10.0.0.3",
        "10.0.0.1        | unknown                             | nowhere",
        "10.0.0.1        | 198.51.100.1,                       | nowhere",
        "10.0.0.1        | 198.51.100.1, _hidden, 10.0.0.2     | nowhere",
        "10.0.0.1        | x, 198.51.100.1                     | 198.51.100.1",
        "10.0.0.1        | 198.51.100.1:4711                   | 198.51.100.1",
        "10.0.0.1        | [2606:4700::1]:4711                 | 2606:4700::1",
        "2001:db8::1     | 2606:4700::1                        | 2606:4700::1",
        "::ffff:10.0.0.1 | ::ffff:198.51.100.1                 | 198.51.100.1",
        "fe80::1%eth0    | 198.51.100.1                        | fe80::1"
      })
  void theRightMostHopThatIsNotTrusted(String peer, String header, String expected) {
    List<String> headers = header.isEmpty() ? List.of() : List.of(header);

    assertThat(PROXIES.client(peer, headers).map(Value.Ip::canonical).orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(PROXIES.client("10.0.0.1", List.of("1.1.1.1", "198.51.100.1, 10.0.0.2")))
        .contains(new Value.Ip("198.51.100.1"));
  }

  @Test
  void withoutProxiesNobodysWordCounts() {
    assertThat(Proxies.NONE.client("10.0.0.1", List.of("198.51.100.1")))
        .contains(new Value.Ip("10.0.0.1"));
  }
}
