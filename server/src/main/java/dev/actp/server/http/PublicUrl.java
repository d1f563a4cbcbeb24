package dev.actp.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address that clients know a server by, which no request can tell: {@code Host} is whatever
 * the caller writes. It identifies the server in its metadata (RFC 8414 2; AuthZEN 1.0, 9), so that
 * it has neither query nor fragment, and is https but on this machine alone.
 *
 * @param origin scheme, host and port, in lower case: {@code https://pdp.example.com}
 * @param path what is in front of every path as clients see them, taken away by what stands before
 *     the server; empty, or {@code /} and segments without a slash behind them
 */
public record PublicUrl(String origin, String path) {
  private static final int CHARACTERS_MAX = 256;
  private static final int PORT_MAX = 65_535;
  private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  /** What a text comes to. */
  public sealed interface Reading {}

  /** An address. */
  public record Good(PublicUrl url) implements Reading {}

  /**
   * None.
   *
   * @param why in one line for people
   */
  public record Wrong(String why) implements Reading {}

  /** Reads an address; a slash at its end makes no difference. */
  public static Reading read(String text) {
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      return wrong(text, "no address like `https://pdp.example.com`");
    }
    @Nullable String fault = fault(text, uri);
    if (fault != null) {
      return wrong(text, fault);
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath();
    return new Good(
        new PublicUrl(
            (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + port,
            path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
  }

  private static Wrong wrong(String text, String why) {
    return new Wrong("the public URL `" + text + "` is " + why);
  }

  private static @Nullable String fault(String text, URI uri) {
    String scheme = uri.getScheme();
    if (scheme == null || uri.getHost() == null) {
      return "no address like `https://pdp.example.com`";
    }
    boolean plain = scheme.equalsIgnoreCase("http") && isLoopback(uri.getHost());
    if (!plain && !scheme.equalsIgnoreCase("https")) {
      return "not `https`, which it has to be for other machines than this";
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return "one with a user, a query or a fragment, which it must not have";
    }
    if (uri.getPort() == 0 || uri.getPort() > PORT_MAX) {
      return "one with a port that is none";
    }
    String path = uri.getRawPath();
    return text.length() > CHARACTERS_MAX
            || !PATH.matcher(path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .matches()
        ? "one with a path that is not made of `/` and letters, digits, `.`, `_`, `~` and `-`, or"
            + " longer than "
            + CHARACTERS_MAX
            + " characters"
        : null;
  }

  /** Whether a host is this machine, by the look of it alone. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /** The address of a path of the API, as clients see it. */
  String at(String apiPath) {
    return origin + path + apiPath;
  }

  /** The whole of it, which is its identity: equal texts are the same server. */
  @Override
  public String toString() {
    return origin + path;
  }
}
