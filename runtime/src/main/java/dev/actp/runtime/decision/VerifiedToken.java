package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
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
 */
public record VerifiedToken(String tenant, String session, Value.Struct values, List<Link> links) {
  public VerifiedToken {
    links = List.copyOf(links);
    if (links.isEmpty()) {
      throw new IllegalArgumentException("a token has at least its own link");
    }
  }

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
   * @param attenuations what it narrows of them
   */
  public record Link(
      String jti,
      String agent,
      Instant notBefore,
      Instant expires,
      List<Grant> grants,
      List<Attenuation> attenuations) {
    public Link {
      grants = List.copyOf(grants);
      attenuations = List.copyOf(attenuations);
    }

    /** A token that narrows nothing of what it names. */
    public Link(String jti, String agent, Instant notBefore, Instant expires, List<Grant> grants) {
      this(jti, agent, notBefore, expires, grants, List.of());
    }

    /** What it narrows of one capability. */
    List<Attenuation> of(String policy, String capability) {
      return attenuations.isEmpty()
          ? attenuations
          : attenuations.stream()
              .filter(each -> each.policy().equals(policy) && each.capability().equals(capability))
              .toList();
    }
  }

  /**
   * What a child adds to a capability that its parent holds. Being conditions beside the policy's
   * own, all evaluated, they can only narrow.
   *
   * @param policy the policy's id
   * @param within of type bool: where it is false the capability does not match; null where the
   *     resources stay as they are
   * @param clauses have to hold at this link besides the capability's own
   */
  public record Attenuation(
      String policy, String capability, @Nullable Expr within, List<Clause> clauses) {
    public Attenuation {
      clauses = List.copyOf(clauses);
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
