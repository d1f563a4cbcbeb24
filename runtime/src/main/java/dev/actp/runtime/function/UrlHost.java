package dev.actp.runtime.function;

import com.ibm.icu.text.IDNA;
import dev.actp.runtime.value.IpAddress;
import dev.actp.runtime.value.Value;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The host of an absolute URL, as the URL standard (WHATWG, sections 3.5 and 4.4) serialises it: a
 * domain in lower case with its labels in ASCII (UTS 46, non-transitional), an IPv4 address in
 * dotted decimal, an IPv6 address in brackets.
 *
 * <p>Narrower than the standard where programs disagree about the host: no user info, white space
 * or control character up to the end of the authority, backslash, percent-encoded or empty host,
 * other than two slashes, trailing dot, IPv4 address in another notation, or IPv4 address inside an
 * IPv6 one; and outside of {@code http https ws wss ftp}, where the standard leaves hosts as they
 * are, no capital letters and none outside ASCII. {@code file} has no host.
 */
final class UrlHost {
  private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp");
  private static final String FILE = "file";
  private static final int MAX_DOMAIN = 253;
  private static final int MAX_LABEL = 63;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_AUTHORITY = MAX_DOMAIN + ":65535".length();

  private UrlHost() {}

  static Optional<String> parse(String url) {
    int colon = url.indexOf(':');
    if (colon < 1 || !url.startsWith("//", colon + 1) || !isScheme(url.substring(0, colon))) {
      return Optional.empty();
    }
    String scheme = Unicode.lowerAscii(url.substring(0, colon));
    String authority = authority(url, colon + "://".length());
    boolean plain =
        authority
            .chars()
            .noneMatch(c -> c <= 0x20 || c == 0x7f || c == '@' || c == '\\' || c == '%');
    if (!plain || scheme.equals(FILE) || authority.length() > MAX_AUTHORITY) {
      return Optional.empty();
    }
    return host(authority).flatMap(host -> serialise(host, SPECIAL.contains(scheme)));
  }

  /** RFC 3986, 3.1. */
  private static boolean isScheme(String scheme) {
    boolean letterFirst = scheme.charAt(0) < 0x80 && Character.isLetter(scheme.charAt(0));
    return letterFirst && scheme.chars().allMatch(c -> isLetterOrDigit(c) || "+-.".indexOf(c) >= 0);
  }

  private static String authority(String url, int start) {
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(start, end);
  }

  /** The authority without its port, or nothing where what follows the last colon is no port. */
  private static Optional<String> host(String authority) {
    int colon = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
    if (colon < 0) {
      return Optional.of(authority);
    }
    String port = authority.substring(colon + 1);
    boolean digits = port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean known = digits && (port.isEmpty() || Integer.parseInt(port) <= MAX_PORT);
    return known ? Optional.of(authority.substring(0, colon)) : Optional.empty();
  }

  private static Optional<String> serialise(String host, boolean special) {
    if (host.startsWith("[")) {
      return host.endsWith("]") ? ipv6(host.substring(1, host.length() - 1)) : Optional.empty();
    }
    boolean ascii = Unicode.isAscii(host);
    if (!special) {
      return ascii && host.equals(Unicode.lowerAscii(host)) ? domain(host) : Optional.empty();
    }
    return ascii && !Unicode.lowerAscii(host).contains("xn--")
        ? domain(Unicode.lowerAscii(host))
        : international(host).flatMap(UrlHost::domain);
  }

  private static Optional<String> ipv6(String address) {
    return IpAddress.parse(address)
        .map(Value.Ip::canonical)
        .filter(canonical -> canonical.contains(":"))
        .map(canonical -> "[" + canonical + "]");
  }

  /** UTS 46, ToASCII. A hyphen in the third and fourth place is common in names that work. */
  private static Optional<String> international(String host) {
    int options = IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ;
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii =
        IDNA.getUTS46Instance(options).nameToASCII(host, new StringBuilder(), info);
    Set<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
    errors.addAll(info.getErrors());
    errors.remove(IDNA.Error.HYPHEN_3_4);
    return errors.isEmpty() ? Optional.of(ascii.toString()) : Optional.empty();
  }

  private static Optional<String> domain(String host) {
    if (host.isEmpty() || host.length() > MAX_DOMAIN) {
      return Optional.empty();
    }
    String[] labels = host.split("\\.", -1);
    for (String label : labels) {
      boolean plain = label.chars().allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '_');
      if (label.isEmpty() || label.length() > MAX_LABEL || !plain) {
        return Optional.empty();
      }
    }
    boolean number = isNumber(labels[labels.length - 1]);
    return number ? IpAddress.parse(host).map(Value.Ip::canonical) : Optional.of(host);
  }

  /** Whether the standard takes a host that ends in this label for an IPv4 address. */
  private static boolean isNumber(String label) {
    boolean hexadecimal =
        label.startsWith("0x")
            && label.substring(2).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    return hexadecimal || label.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
