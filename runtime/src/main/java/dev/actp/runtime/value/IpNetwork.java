package dev.actp.runtime.value;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A range of addresses in CIDR notation (RFC 4632, 3.1; RFC 4291, 2.3). */
public final class IpNetwork {
  private final byte[] prefix;
  private final int bits;

  private IpNetwork(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * The network that {@code address/bits} denotes, or nothing for a text that denotes none. Bits
   * set behind the prefix ({@code 10.0.0.1/8}) are refused, since the author meant either the
   * address or the network.
   */
  public static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    int bits = bits(text.substring(slash + 1));
    return IpAddress.read(text.substring(0, slash))
        .map(InetAddress::getAddress)
        .flatMap(bytes -> of(bytes, bits));
  }

  /** The same, or the network of one address that is written alone. */
  public static Optional<IpNetwork> parseOrAddress(String text) {
    return text.indexOf('/') >= 0
        ? parse(text)
        : IpAddress.read(text)
            .map(InetAddress::getAddress)
            .map(address -> new IpNetwork(address, address.length * Byte.SIZE));
  }

  private static Optional<IpNetwork> of(byte[] address, int bits) {
    boolean fits = bits >= 0 && bits <= address.length * Byte.SIZE;
    return fits && Arrays.equals(masked(address, bits), address)
        ? Optional.of(new IpNetwork(address, bits))
        : Optional.empty();
  }

  /** One to three digits without a leading zero, or -1. */
  private static int bits(String text) {
    boolean leadingZero = text.length() > 1 && text.startsWith("0");
    boolean digits =
        !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && !leadingZero ? Integer.parseInt(text) : -1;
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] masked = address.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp((long) bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      masked[i] = (byte) (masked[i] & (0xff << (Byte.SIZE - kept)));
    }
    return masked;
  }

  /** Whether the address lies in the network. IPv4 and IPv6 never lie in each other. */
  public boolean contains(Value.Ip ip) {
    return anyContains(List.of(this), ip);
  }

  /** Whether the address lies in one of some networks. */
  public static boolean anyContains(List<IpNetwork> networks, Value.Ip ip) {
    return !networks.isEmpty()
        && IpAddress.read(ip.canonical())
            .map(InetAddress::getAddress)
            .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
            .isPresent();
  }

  private boolean contains(byte[] address) {
    return address.length == prefix.length && Arrays.equals(masked(address, bits), prefix);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpNetwork network
        && bits == network.bits
        && Arrays.equals(prefix, network.prefix);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(prefix) + bits;
  }

  /** The network in canonical form, which {@link #parse} reads: {@code 10.0.0.0/8}. */
  @Override
  public String toString() {
    try {
      return InetAddresses.toAddrString(InetAddress.getByAddress(prefix)) + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
