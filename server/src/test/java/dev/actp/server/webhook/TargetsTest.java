package dev.actp.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.IpNetwork;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private final Targets open = new Targets(List.of());
  private final Targets inside =
      new Targets(
          List.of(
              IpNetwork.parse("127.0.0.0/8").orElseThrow(),
              IpNetwork.parse("::1/128").orElseThrow()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.0.1",
        "198.19.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2001:db8::1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fec0::1]",
        "[fd00::1]",
        "[ff02::1]"
      })
  void whatIsNotPublicIsForbiddenByWhateverSpelling(String host) {
    URI url = URI.create("https://" + host + "/hook");

    assertThat(open.resolve(url)).isInstanceOf(Targets.Forbidden.class);
    assertThat(open.objection(url.toString())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2130706433", "0x7f000001", "localhost"})
  void aNameIsJudgedByWhatItLeadsTo(String host) {
    assertThat(open.resolve(URI.create("https://" + host + "/")))
        .isInstanceOf(Targets.Forbidden.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://9.9.9.9/", "https://[2620:fe::fe]:8443/x"})
  void publicAddressesAreReachedByHttps(String url) {
    assertThat(open.objection(url)).isEmpty();
    assertThat(open.resolve(URI.create(url))).isInstanceOf(Targets.At.class);
    assertThat(open.resolve(URI.create(url.replace("https", "http"))))
        .isInstanceOf(Targets.Forbidden.class);
    assertThat(inside.objection(url.replace("https", "http"))).isPresent();
  }

  @Test
  void whatTheOperatorAllowedIsReachedByHttpToo() {
    Targets.Target target = inside.resolve(URI.create("http://localhost:9/"));

    assertThat(target)
        .isInstanceOfSatisfying(
            Targets.At.class,
            at -> {
              InetSocketAddress address = at.address();
              assertThat(address.getAddress().isLoopbackAddress()).isTrue();
              assertThat(address.getPort()).isEqualTo(9);
            });
    assertThat(inside.resolve(URI.create("https://10.0.0.1/")))
        .isInstanceOf(Targets.Forbidden.class);
  }

  @Test
  void aPortIsThatOfTheSchemeWhereNoneIsNamed() {
    assertThat(Targets.port(URI.create("https://a.example/"))).isEqualTo(443);
    assertThat(Targets.port(URI.create("http://a.example/"))).isEqualTo(80);
  }

  @Test
  void aNameThatNobodyKnowsIsNotReached() {
    assertThat(open.resolve(URI.create("https://nobody.invalid/")))
        .isEqualTo(new Targets.Forbidden("`nobody.invalid` is not known"));
  }
}
