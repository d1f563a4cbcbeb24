package dev.actp.runtime.token;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Grant;
import dev.actp.runtime.decision.VerifiedToken.Link;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Handing a token on to another agent: a child lists a subset, copies the session values, may add
 * clauses and an earlier expiry, and dies with its parent (language.md, "How a request is
 * decided"). Pure; that the child is never wider rests on every link being evaluated, not on this.
 */
public final class Handover {
  private final VerifiedToken parent;
  private final Map<String, Policy> policies;

  /**
   * Hands on a token.
   *
   * @param policies the current ones, by id
   */
  public Handover(VerifiedToken parent, Map<String, Policy> policies) {
    this.parent = parent;
    this.policies = policies;
  }

  /**
   * What the child is to be.
   *
   * @param jti the child's id
   * @param agent the id of the agent that is to hold it
   * @param grants the capabilities that it names
   * @param narrowings what it narrows of them
   * @param expires not after its parent's expiry
   */
  public record Wish(
      String jti,
      String agent,
      List<Grant> grants,
      List<Narrowing> narrowings,
      Instant notBefore,
      Instant expires) {
    public Wish {
      grants = List.copyOf(grants);
      narrowings = List.copyOf(narrowings);
    }
  }

  /** What came of a wish. */
  public sealed interface Outcome {
    /** The child's claims. */
    record Child(VerifiedToken token) implements Outcome {}

    /**
     * There is no child.
     *
     * @param why in one line for people, naming the difference
     */
    record Refused(String why) implements Outcome {}
  }

  /** The child; or what it would be more than its parent. */
  public Outcome to(Wish wish) {
    return refusal(wish).<Outcome>map(Outcome.Refused::new).orElseGet(() -> child(wish));
  }

  private Outcome child(Wish wish) {
    List<Link> links = new ArrayList<>(parent.links());
    links.add(
        new Link(
            wish.jti(),
            wish.agent(),
            wish.notBefore(),
            wish.expires(),
            wish.grants(),
            wish.narrowings()));
    return new Outcome.Child(
        new VerifiedToken(parent.tenant(), parent.session(), parent.values(), links));
  }

  private Optional<String> refusal(Wish wish) {
    int depth = depth();
    if (parent.links().size() > depth) {
      return Optional.of(
          depth == 0
              ? "the policies let no token be handed on"
              : "the policies let tokens be handed on " + depth + " deep at most");
    }
    for (Grant grant : wish.grants()) {
      for (String capability : grant.capabilities()) {
        if (!names(parent.leaf(), grant.policy(), capability)) {
          return Optional.of("the token does not hold `" + capability + "`");
        }
        if (isBound(grant.policy(), capability)) {
          return Optional.of("`" + capability + "` is not delegable");
        }
      }
    }
    if (wish.expires().isAfter(parent.leaf().expires())) {
      return Optional.of(
          "it would end at %s, after the token that it is handed on from, which ends at %s"
              .formatted(wish.expires(), parent.leaf().expires()));
    }
    if (!wish.narrowings().stream().allMatch(Narrowing::isBounded)) {
      return Optional.of(Narrowing.BOUNDS);
    }
    return demandsLess() && !isLess(wish)
        ? Optional.of("the policies demand that less is handed on than is held")
        : Optional.empty();
  }

  /** Of all policies of the chain the least counts. */
  private int depth() {
    int least = delegations().stream().mapToInt(Delegation::depth).min().orElse(0);
    return Math.min(least, Delegation.DEPTH_MAX);
  }

  private boolean demandsLess() {
    return delegations().stream().anyMatch(Delegation::attenuated);
  }

  private List<Delegation> delegations() {
    return parent.links().stream()
        .flatMap(link -> link.grants().stream())
        .map(Grant::policy)
        .distinct()
        .map(policies::get)
        .map(policy -> policy == null ? Delegation.NONE : policy.delegation())
        .toList();
  }

  private static boolean names(Link link, String policy, String capability) {
    return link.grants().stream()
        .anyMatch(
            grant -> grant.policy().equals(policy) && grant.capabilities().contains(capability));
  }

  private boolean isBound(String id, String name) {
    Policy policy = policies.get(id);
    return policy == null
        || policy.capabilities().stream()
            .filter(capability -> capability.name().equals(name))
            .map(Capability::clauses)
            .flatMap(List::stream)
            .anyMatch(clause -> clause.category() == Clause.Category.DELEGATION);
  }

  private boolean isLess(Wish wish) {
    return !wish.narrowings().isEmpty()
        || wish.expires().isBefore(parent.leaf().expires())
        || parent.leaf().grants().stream().anyMatch(held -> !isWhole(held, wish));
  }

  private static boolean isWhole(Grant held, Wish wish) {
    Set<String> wanted =
        wish.grants().stream()
            .filter(grant -> grant.policy().equals(held.policy()))
            .findFirst()
            .map(Grant::capabilities)
            .orElse(Set.of());
    return wanted.containsAll(held.capabilities());
  }
}
