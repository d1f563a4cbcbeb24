package dev.actp.runtime.decision;

import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a capability token whose signature was verified. Whether it is live (expiry,
 * revocation, suspension) is decided on every use.
 *
 * @param session the session's id: the root token's {@code jti}, shared by all that descend from it
 * @param values the session values, signed, untyped; the same along the chain
 * @param links the chain, root first; the last is the token presented
 * @param holder who has to prove that the token is theirs; null for whoever bears it
 */
public record VerifiedToken(
    String tenant, String session, Value.Struct values, List<Link> links, @Nullable Holder holder) {
  public VerifiedToken {
    links = List.copyOf(links);
    if (links.isEmpty()) {
      throw new IllegalArgumentException("a token has at least its own link");
    }
  }

  /** A token of whoever bears it. */
  public VerifiedToken(String tenant, String session, Value.Struct values, List<Link> links) {
    this(tenant, session, values, links, null);
  }

  /**
   * The key that a token is bound to (RFC 7800).
   *
   * @param key the public Ed25519 key, as unpadded base64url
   * @param offline how many of the last links were signed by holders, and not by the tenant's key
   */
  public record Holder(String key, int offline) {}

  /** The token presented: the end of the chain. */
  public Link leaf() {
    return links.get(links.size() - 1);
  }

  /**
   * One token of the chain.
   *
   * @param jti the token's id
   * @param agent the id of the agent that it was issued to
   * @param grants what it names, in its order
   * @param narrowings what it narrows of them
   */
  public record Link(
      String jti,
      String agent,
      Instant notBefore,
      Instant expires,
      List<Grant> grants,
      List<Narrowing> narrowings) {
    public Link {
      grants = List.copyOf(grants);
      narrowings = List.copyOf(narrowings);
    }

    /** A token that narrows nothing of what it names. */
    public Link(String jti, String agent, Instant notBefore, Instant expires, List<Grant> grants) {
      this(jti, agent, notBefore, expires, grants, List.of());
    }

    /** What it narrows of one capability. */
    public List<Narrowing> of(String policy, String capability) {
      return narrowings.isEmpty()
          ? narrowings
          : narrowings.stream()
              .filter(each -> each.policy().equals(policy) && each.capability().equals(capability))
              .toList();
    }
  }

  /**
   * What a token adds to a capability that it names, as its source text: it means what the policy's
   * current version makes of it (docs/design/0006).
   *
   * @param policy the policy's id
   * @param capability the capability's name
   * @param on patterns of resources, each as it stands between quotes, one of which has to match;
   *     empty where the resources stay as they are
   * @param clauses clauses of the policy language, all of which have to hold; empty for none
   */
  public record Narrowing(String policy, String capability, List<String> on, String clauses) {
    /** How much one may say. */
    public static final String BOUNDS =
        "a capability is narrowed by at most 16 patterns, and 2,048 characters in all";

    private static final int PATTERNS_MAX = 16;
    private static final int CHARACTERS_MAX = 2_048;

    public Narrowing {
      on = List.copyOf(on);
    }

    /** Whether it narrows nothing. */
    public boolean isEmpty() {
      return on.isEmpty() && clauses.isEmpty();
    }

    /** Whether it is within its {@link #BOUNDS}. */
    public boolean isBounded() {
      int characters = clauses.length();
      for (String pattern : on) {
        characters += pattern.length();
      }
      return on.size() <= PATTERNS_MAX && characters <= CHARACTERS_MAX;
    }
  }

  /**
   * The capabilities of one policy that a token names.
   *
   * @param policy the policy's id; stands for its current version
   * @param pinned the digest that the version must have, or null
   */
  public record Grant(String policy, @Nullable String pinned, Set<String> capabilities) {
    public Grant {
      capabilities = Set.copyOf(capabilities);
    }
  }
}
