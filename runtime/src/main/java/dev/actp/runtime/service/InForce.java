package dev.actp.runtime.service;

import dev.actp.runtime.decision.CanonicalRequest;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Audit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force for a token: what its chain names, by the current versions, and the
 * guardrails.
 */
final class InForce {
  private InForce() {}

  /** The canonical request's digest, as the decider computes it for approvals. */
  static String digest(CompiledPolicies policies, Request request, VerifiedToken token) {
    List<CanonicalRequest.Version> versions = new ArrayList<>();
    for (CompiledPolicy one : of(policies, token)) {
      versions.add(CanonicalRequest.Version.of(one.policy(), one.digest(), request));
    }
    return CanonicalRequest.digest(request, token, versions);
  }

  /** In the order of the leaf, then what only ancestors name, then the guardrails. */
  private static List<CompiledPolicy> of(CompiledPolicies policies, VerifiedToken token) {
    Map<String, CompiledPolicy> named = new LinkedHashMap<>();
    for (VerifiedToken.Link link : token.links().reversed()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        CompiledPolicy current = policies.byId().get(grant.policy());
        if (current != null) {
          named.putIfAbsent(grant.policy(), current);
        }
      }
    }
    List<CompiledPolicy> all = new ArrayList<>(named.values());
    all.addAll(policies.guardrails());
    return all;
  }

  /**
   * The attributes that no record holds the values of, in lower case: the union over the policies.
   */
  static Set<String> redacted(CompiledPolicies policies, VerifiedToken token) {
    Set<String> redacted = Set.of();
    for (VerifiedToken.Link link : token.links()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        CompiledPolicy current = policies.byId().get(grant.policy());
        redacted = current == null ? redacted : joined(redacted, current);
      }
    }
    for (CompiledPolicy guardrail : policies.guardrails()) {
      redacted = joined(redacted, guardrail);
    }
    return redacted;
  }

  /**
   * How long the values of a record are kept: the longest that any policy says; null, which is for
   * ever, where none says anything.
   */
  static @Nullable Duration retained(CompiledPolicies policies, VerifiedToken token) {
    Duration longest = null;
    for (VerifiedToken.Link link : token.links()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        CompiledPolicy current = policies.byId().get(grant.policy());
        longest = current == null ? longest : longer(longest, current);
      }
    }
    for (CompiledPolicy guardrail : policies.guardrails()) {
      longest = longer(longest, guardrail);
    }
    return longest;
  }

  private static @Nullable Duration longer(@Nullable Duration longest, CompiledPolicy policy) {
    Audit audit = policy.policy().audit();
    Duration retain = audit == null ? null : audit.retain();
    return longest == null || (retain != null && retain.compareTo(longest) > 0) ? retain : longest;
  }

  private static Set<String> joined(Set<String> redacted, CompiledPolicy policy) {
    var audit = policy.policy().audit();
    if (audit == null || audit.redact().isEmpty()) {
      return redacted;
    }
    Set<String> joined = new HashSet<>(redacted);
    audit.redact().forEach(name -> joined.add(name.toLowerCase(Locale.ROOT)));
    return joined;
  }
}
