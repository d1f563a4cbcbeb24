package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;

/**
 * What the expressions of one policy are evaluated in: one request, seen from one link of the
 * token's chain.
 *
 * @param attributes the request's attributes typed by the policy's declaration of the action (a
 *     {@link Value.Struct}), or the fault that they do not fit it; untyped where the action is not
 *     declared
 * @param session the session values, typed by the policy's declarations, or the fault
 * @param agentValues the registry's values of the link's agent, typed likewise, or the fault
 * @param memo shared by the situations of one decision
 */
public record Situation(
    Policy policy,
    Request request,
    VerifiedToken token,
    VerifiedToken.Link link,
    String agentName,
    Result attributes,
    Result session,
    Result agentValues,
    Facts facts,
    Memo memo) {

  /** A situation that shares no computation with others. */
  public Situation(
      Policy policy,
      Request request,
      VerifiedToken token,
      VerifiedToken.Link link,
      String agentName,
      Result attributes,
      Result session,
      Result agentValues,
      Facts facts) {
    this(
        policy,
        request,
        token,
        link,
        agentName,
        attributes,
        session,
        agentValues,
        facts,
        new Memo());
  }

  /** The link's place in the chain, from 0: told by position, as links may be equal. */
  @SuppressWarnings("ReferenceEquality")
  public int place() {
    int place = 0;
    while (token.links().get(place) != link) {
      place++;
    }
    return place;
  }

  /** Whether the link is a child: told by position, since a child may hold its parent's values. */
  @SuppressWarnings("ReferenceEquality")
  public boolean delegated() {
    return link != token.links().get(0);
  }
}
