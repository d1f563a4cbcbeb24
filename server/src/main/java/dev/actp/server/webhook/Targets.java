package dev.actp.server.webhook;

import dev.actp.runtime.value.IpAddress;
import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Value;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where notices may be sent: by {@code https} to public addresses, and to networks that the
 * operator named, there by {@code http} too. A name is looked up once for each sending, and what
 * was checked is what is connected to, so that no answer of a name server can change in between.
 */
public final class Targets {
  private static final int URL_MAX = 2_000;

  /** The only IPv6 addresses that are public (RFC 4291 2.5.4). */
  private static final IpNetwork GLOBAL_UNICAST = network("2000::/3");

  /** What of the rest is not public, or stands for another address (RFC 6890, 7526, 9637). */
  private static final List<IpNetwork> NOT_PUBLIC =
      List.of(
          network("0.0.0.0/8"),
          network("10.0.0.0/8"),
          network("100.64.0.0/10"),
          network("127.0.0.0/8"),
          network("169.254.0.0/16"),
          network("172.16.0.0/12"),
          network("192.0.0.0/24"),
          network("192.0.2.0/24"),
          network("192.88.99.0/24"),
          network("192.168.0.0/16"),
          network("198.18.0.0/15"),
          network("198.51.100.0/24"),
          network("203.0.113.0/24"),
          network("224.0.0.0/3"),
          network("2001::/23"),
          network("2001:db8::/32"),
          network("2002::/16"),
          network("3fff::/20"));

  private final List<IpNetwork> allowed;

  /**
   * @param allowed networks that notices may be sent to though they are not public
   */
  public Targets(List<IpNetwork> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  private static IpNetwork network(String text) {
    return IpNetwork.parse(text).orElseThrow();
  }

  /** Whether something may be sent. */
  sealed interface Target {}

  /** It may, to this address and no other. */
  record At(InetSocketAddress address) implements Target {}

  /** It may not. */
  record Forbidden(String why) implements Target {}

  /** What is wrong with an address that somebody wants notices sent to; no name is looked up. */
  public Optional<String> objection(String url) {
    if (url.length() > URL_MAX) {
      return Optional.of("has at most " + URL_MAX + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("is no address");
    }
    String scheme = scheme(uri);
    if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
      return Optional.of("is an address like `https://example.com/hook`");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return Optional.of("has no user and no fragment");
    }
    if (scheme.equals("http") && allowed.isEmpty()) {
      return Optional.of("begins with `https:`: no network is allowed for `http:`");
    }
    return IpAddress.parse(host(uri)).flatMap(ip -> objection(ip, scheme));
  }

  private Optional<String> objection(Value.Ip ip, String scheme) {
    if (allowed.stream().anyMatch(network -> network.contains(ip))) {
      return Optional.empty();
    }
    if (scheme.equals("http")) {
      return Optional.of("goes by `https:` where the network is not allowed for `http:`");
    }
    boolean fourfold = ip.canonical().indexOf(':') < 0;
    boolean open =
        (fourfold || GLOBAL_UNICAST.contains(ip))
            && NOT_PUBLIC.stream().noneMatch(network -> network.contains(ip));
    return open
        ? Optional.empty()
        : Optional.of("leads to `" + ip.canonical() + "`, which is not public");
  }

  /**
   * Looks a name up, and checks everything that it stands for: one address that is forbidden makes
   * it forbidden. Blocks.
   */
  Target resolve(URI url) {
    InetAddress[] found;
    try {
      found = InetAddress.getAllByName(host(url));
    } catch (UnknownHostException e) {
      return new Forbidden("`" + host(url) + "` is not known");
    }
    for (InetAddress address : found) {
      Optional<Value.Ip> ip = IpAddress.parse(address.getHostAddress());
      if (ip.isEmpty()) {
        return new Forbidden("it leads to an address of this link alone");
      }
      Optional<String> objection = objection(ip.get(), scheme(url));
      if (objection.isPresent()) {
        return new Forbidden("it " + objection.get());
      }
    }
    return new At(new InetSocketAddress(found[0], port(url)));
  }

  static boolean encrypted(URI url) {
    return scheme(url).equals("https");
  }

  static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : encrypted(url) ? 443 : 80;
  }

  private static String scheme(URI url) {
    return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
  }

  /** The host, an IPv6 address without its brackets. */
  private static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
