package dev.actp.runtime.token;

import dev.actp.runtime.token.Claims.LinkClaims;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The claim {@code act} of a token that was handed on: the agent that acts, and nested in it those
 * that it acts for, back to the root (RFC 8693 4.1). It is there for others; nothing is decided by
 * it here, and one that does not say what the chain says is refused.
 */
final class ActClaim {
  static final String NAME = "act";

  private ActClaim() {}

  /** What the claim says of a chain; null for a root token, which acts for nobody. */
  static Value.@Nullable Struct of(List<LinkClaims> links) {
    Value.Struct act = null;
    for (LinkClaims link : links.size() == 1 ? List.<LinkClaims>of() : links) {
      TreeMap<String, Value> members = new TreeMap<>();
      members.put("sub", new Value.Text(link.agent()));
      if (act != null) {
        members.put(NAME, act);
      }
      act = new Value.Struct(members);
    }
    return act;
  }
}
