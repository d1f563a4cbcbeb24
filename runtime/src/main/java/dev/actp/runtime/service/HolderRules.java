package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Possession;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.state.State;
import dev.actp.runtime.token.Handover;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token that is bound to a key has to fulfil besides what any token has to: a fresh proof
 * that nobody showed before, and, for each link that a holder signed, that it could be handed on so
 * under the policies in force. What a link is more than the one before is not cut: the request is
 * denied, and the difference named.
 */
final class HolderRules {
  private final State state;
  private final CompiledPolicies policies;
  private final Instant now;

  HolderRules(State state, CompiledPolicies policies, Instant now) {
    this.state = state;
    this.policies = policies;
    this.now = now;
  }

  /** Why nothing may be asked with the token, whatever the policies say of the request. */
  record Objection(Reason.Code code, String detail) {}

  /** What speaks against the token; nothing for one that is bound to no key. */
  @Nullable Objection objection(Enforcement asked) {
    VerifiedToken.Holder holder = asked.token().holder();
    if (holder == null) {
      return null;
    }
    return unproven(asked.possession())
        .map(why -> new Objection(Reason.Code.PROOF_INVALID, why))
        .or(() -> wider(asked.token(), holder.offline()))
        .orElse(null);
  }

  /**
   * Makes the proof that came along good for nothing from now on, whatever is decided; false where
   * that cannot be remembered, so that it must not count.
   */
  boolean useUp(Enforcement asked) {
    return asked.token().holder() == null
        || unproven(asked.possession()).isPresent()
        || !(asked.possession() instanceof Possession.Proven proven)
        || state.prove(proven.id(), now);
  }

  private Optional<String> unproven(Possession possession) {
    return switch (possession) {
      case Possession.None ignored ->
          Optional.of("the token is bound to a key, and no proof of it came along");
      case Possession.Unproven(String why) -> Optional.of("the proof: " + why);
      case Possession.Proven(String id, Instant issued) -> {
        if (issued.isAfter(now.plus(State.PROOF_AHEAD))) {
          yield Optional.of("the proof is of the future: of " + issued);
        }
        if (!now.isBefore(issued.plus(State.PROOF_LIFE))) {
          yield Optional.of("the proof is too old: of " + issued);
        }
        yield state.proved(id) ? Optional.of("the proof was used before") : Optional.empty();
      }
    };
  }

  private Optional<Objection> wider(VerifiedToken token, int offline) {
    Map<String, Policy> byId = named(token);
    List<VerifiedToken.Link> links = token.links();
    for (int i = links.size() - offline; i < links.size(); i++) {
      VerifiedToken parent =
          new VerifiedToken(token.tenant(), token.session(), token.values(), links.subList(0, i));
      VerifiedToken.Link child = links.get(i);
      var wish =
          new Handover.Wish(
              child.jti(),
              child.agent(),
              child.grants(),
              child.narrowings(),
              child.notBefore(),
              child.expires());
      if (new Handover(parent, byId).to(wish) instanceof Handover.Outcome.Refused(String why)) {
        String detail = "what `" + child.agent() + "` was handed: " + why;
        return Optional.of(new Objection(Reason.Code.DELEGATION_REFUSED, detail));
      }
    }
    return Optional.empty();
  }

  private Map<String, Policy> named(VerifiedToken token) {
    Map<String, Policy> byId = new HashMap<>();
    for (VerifiedToken.Link link : token.links()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        CompiledPolicy policy = policies.byId().get(grant.policy());
        if (policy != null) {
          byId.put(grant.policy(), policy.policy());
        }
      }
    }
    return byId;
  }
}
