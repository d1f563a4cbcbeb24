package dev.actp.runtime.value;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Reads IP addresses: IPv4 in dotted decimal without leading zeros, IPv6 in any form of RFC 4291,
 * 2.2, without a zone. An IPv4-mapped IPv6 address is the IPv4 address that it maps: a network is
 * not left by writing its address otherwise. No name is ever looked up.
 */
public final class IpAddress {
  private static final int LONGEST = 45;

  private IpAddress() {}

  /** The address in canonical form (RFC 5952), or nothing for a text that is none. */
  public static Optional<Value.Ip> parse(String text) {
    return read(text).map(address -> new Value.Ip(InetAddresses.toAddrString(address)));
  }

  static Optional<InetAddress> read(String text) {
    boolean plausible =
        text.length() <= LONGEST && text.chars().allMatch(IpAddress::isAddressCharacter);
    return plausible && InetAddresses.isInetAddress(text)
        ? Optional.of(InetAddresses.forString(text))
        : Optional.empty();
  }

  private static boolean isAddressCharacter(int c) {
    return c == '.' || c == ':' || (c < 0x80 && Character.digit(c, 16) >= 0);
  }
}
