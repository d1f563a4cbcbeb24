package dev.actp.runtime.registry;

import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From which addresses a key counts. What is denied counts more than what is allowed.
 *
 * @param allow the networks that it has to come from; none for anywhere
 * @param deny networks that it must not come from
 */
public record Addresses(List<IpNetwork> allow, List<IpNetwork> deny) {
  /** How many networks either list holds at most. */
  public static final int MOST = 100;

  /** Anywhere. */
  public static final Addresses ANY = new Addresses(List.of(), List.of());

  public Addresses {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /**
   * Whether a key counts.
   *
   * @param from null for an address that is not known, which is nowhere
   */
  public boolean admit(Value.@Nullable Ip from) {
    if (allow.isEmpty() && deny.isEmpty()) {
      return true;
    }
    return from != null
        && !IpNetwork.anyContains(deny, from)
        && (allow.isEmpty() || IpNetwork.anyContains(allow, from));
  }
}
