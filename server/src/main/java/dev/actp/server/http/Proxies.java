package dev.actp.server.http;

import dev.actp.runtime.value.IpAddress;
import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies whose word counts on where a request comes from: the right-most address of {@code
 * X-Forwarded-For} that is not one of theirs. Whatever stands to the left of that one anybody can
 * have written.
 */
public record Proxies(List<IpNetwork> trusted) {
  /** None: a request comes from the other end of its connection. */
  public static final Proxies NONE = new Proxies(List.of());

  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]+)](?::\\d{1,5})?|([0-9.]+):\\d{1,5}");

  public Proxies {
    trusted = List.copyOf(trusted);
  }

  /**
   * Where a request comes from; nothing where a proxy says what is no address.
   *
   * @param peer the other end of the connection
   * @param forwarded every {@code X-Forwarded-For} in its order
   */
  Optional<Value.Ip> client(String peer, List<String> forwarded) {
    int zone = peer.indexOf('%');
    Optional<Value.Ip> at = IpAddress.parse(zone < 0 ? peer : peer.substring(0, zone));
    if (trusted.isEmpty()) {
      return at;
    }
    List<String> hops = new ArrayList<>();
    forwarded.forEach(header -> hops.addAll(Arrays.asList(header.split(",", -1))));
    for (String hop : hops.reversed()) {
      if (at.isEmpty() || !IpNetwork.anyContains(trusted, at.get())) {
        return at;
      }
      at = address(hop.strip());
    }
    return at;
  }

  /** An address, with a port or without. */
  private static Optional<Value.Ip> address(String hop) {
    Matcher port = WITH_PORT.matcher(hop);
    if (!port.matches()) {
      return IpAddress.parse(hop);
    }
    return IpAddress.parse(port.group(1) == null ? port.group(2) : port.group(1));
  }
}
