package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies that a token is to be under, and what of them it names: those of the request, else
 * the agent's, else the tenant's only one.
 *
 * @param byId in the order in which they count
 * @param warning what the caller should know, or null
 */
record Granting(Map<String, CompiledPolicy> byId, @Nullable String warning) {
  private static final String[] MEMBERS = {
    "policyIds", "policy_ids", "policyId", "policy_id", "policies", "policy"
  };

  /**
   * Resolves what a body names; what cannot be granted is a misfit, and none at all leaves {@code
   * byId} empty.
   */
  static Granting of(Members body, Principal principal, Agent agent, CompiledPolicies inForce) {
    List<String> named = named(body);
    List<String> wanted = named.isEmpty() ? agent.policies() : named;
    if (!wanted.isEmpty()) {
      return new Granting(resolve(body, principal, wanted, inForce), null);
    }
    List<Map.Entry<String, CompiledPolicy>> all =
        inForce.byId().entrySet().stream().filter(Granting::grants).toList();
    if (all.size() != 1) {
      return new Granting(Map.of(), null);
    }
    return new Granting(
        resolve(body, principal, List.of(all.get(0).getKey()), inForce),
        "no policy was named: the token is under the only one, `"
            + all.get(0).getValue().policy().name()
            + "`");
  }

  /** What the caller should know; empty for nothing. */
  List<String> warnings() {
    return warning == null ? List.of() : List.of(warning);
  }

  /** Under whichever spelling, one or a list. */
  private static List<String> named(Members body) {
    List<String> named = new ArrayList<>();
    for (String member : MEMBERS) {
      Value value = body.any(member);
      if (value instanceof Value.Text(String text)) {
        add(named, text);
      } else if (value != null) {
        body.texts(member).forEach(text -> add(named, text));
      }
    }
    return named;
  }

  private static void add(List<String> named, String text) {
    if (!named.contains(text)) {
      named.add(text);
    }
  }

  private static Map<String, CompiledPolicy> resolve(
      Members body, Principal principal, List<String> wanted, CompiledPolicies inForce) {
    Map<String, CompiledPolicy> found = new LinkedHashMap<>();
    for (String idOrName : wanted) {
      Optional<Map.Entry<String, CompiledPolicy>> entry = find(inForce, idOrName);
      if (entry.isEmpty()) {
        body.misfit(MEMBERS[0], "there is no policy `" + idOrName + "`");
      } else if (!grants(entry.get())) {
        body.misfit(MEMBERS[0], "`" + idOrName + "` is a guardrail, which applies to every token");
      } else if (!principal.coversPolicy(entry.get().getKey())) {
        body.misfit(MEMBERS[0], "the key is not for the policy `" + idOrName + "`");
      } else {
        found.put(entry.get().getKey(), entry.get().getValue());
      }
    }
    return found;
  }

  private static Optional<Map.Entry<String, CompiledPolicy>> find(
      CompiledPolicies inForce, String idOrName) {
    CompiledPolicy byId = inForce.byId().get(idOrName);
    return byId != null
        ? Optional.of(Map.entry(idOrName, byId))
        : inForce.byId().entrySet().stream()
            .filter(entry -> entry.getValue().policy().name().equals(idOrName))
            .findFirst();
  }

  private static boolean grants(Map.Entry<String, CompiledPolicy> policy) {
    return policy.getValue().policy().kind() == Policy.Kind.POLICY;
  }

  /** What the token names: of each policy what is wanted of it. */
  List<TokenIssuer.Grant> grants(Members body, Wanted wanted) {
    boolean pinned = body.flag("pin");
    boolean all = body.any("capabilities") == null;
    List<TokenIssuer.Grant> grants = new ArrayList<>();
    byId.forEach(
        (id, policy) -> {
          Set<String> names = wanted.names().getOrDefault(id, Set.of());
          if (!names.isEmpty() || all) {
            List<String> inOrder =
                policy.policy().capabilities().stream()
                    .map(Capability::name)
                    .filter(names::contains)
                    .toList();
            grants.add(new TokenIssuer.Grant(id, policy.digest(), pinned, inOrder));
          }
        });
    return grants;
  }

  /** The actions that a token with some grants can be used for. */
  List<String> actions(List<TokenIssuer.Grant> grants) {
    return grants.stream()
        .flatMap(
            grant ->
                policyOf(grant).policy().capabilities().stream()
                    .filter(capability -> grant.capabilities().contains(capability.name())))
        .flatMap(capability -> capability.actions().stream())
        .distinct()
        .toList();
  }

  private CompiledPolicy policyOf(TokenIssuer.Grant grant) {
    return java.util.Objects.requireNonNull(byId.get(grant.policy()));
  }
}
