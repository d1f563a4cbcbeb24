package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets tokens end later, for as long from now as one could be issued for. It stays the same token:
 * id, session, grants and what it has used up are kept, so that whatever takes it back takes back
 * what was handed out before, too. A reference to it stays as it is.
 */
final class TokenRenewal {
  private final DecisionService service;
  private final Administration administration;
  private final TokenIssuer issuer;
  private final TokenResolver resolver;
  private final InstantSource clock;

  TokenRenewal(
      DecisionService service,
      Administration administration,
      TokenIssuer issuer,
      TokenResolver resolver,
      InstantSource clock) {
    this.service = service;
    this.administration = administration;
    this.issuer = issuer;
    this.resolver = resolver;
    this.clock = clock;
  }

  /** Renews a token that the caller's key covers. */
  Reply renew(Call call, IssuedToken token) {
    Instant now = clock.instant();
    Members body = call.body();
    Lifetime.Asked asked = Lifetime.asked(body, now);
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    List<CompiledPolicy> policies = new ArrayList<>();
    Map<String, String> digests = new HashMap<>();
    CompiledPolicies inForce = service.policies(call.tenant());
    for (VerifiedToken.Link link : token.claims().links()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        CompiledPolicy policy = inForce.byId().get(grant.policy());
        if (policy == null || !call.principal().coversPolicy(grant.policy())) {
          return Problem.of(ProblemCode.FORBIDDEN, "the key is not for a policy of the token")
              .reply();
        }
        policies.add(policy);
        digests.put(grant.policy(), policy.digest());
      }
    }
    Duration longest = Lifetime.longest(policies, call.principal().key().longestToken());
    Optional<Misfit> wrong = Lifetime.wrong(now, asked, longest);
    if (wrong.isPresent()) {
      return Problem.of(ProblemCode.INVALID_EXPIRY, List.of(wrong.get())).reply();
    }
    Instant expires = asked == null ? byDefault(token, now, longest) : asked.end();
    return issuer
        .renew(new TokenIssuer.Renewal(token.claims(), now, expires, digests))
        .map(issued -> perform(call, token, issued))
        .orElseGet(
            () ->
                Problem.of(
                        ProblemCode.INVALID_SESSION,
                        "the token would be over 8 KiB, or the tenant has no active key")
                    .reply());
  }

  /** A child without another end ends with its parent, where that is earlier. */
  private static Instant byDefault(IssuedToken token, Instant now, Duration longest) {
    Instant end = Lifetime.byDefault(now, longest);
    List<VerifiedToken.Link> links = token.claims().links();
    Instant parents = links.size() == 1 ? end : links.get(links.size() - 2).expires();
    return parents.isBefore(end) ? parents : end;
  }

  private Reply perform(Call call, IssuedToken token, TokenIssuer.Issued issued) {
    String reference = token.referenceHash();
    IssuedToken renewed =
        new IssuedToken(
            issued.claims(), token.issued(), token.issuer(), token.metadata(), reference);
    return administration.perform(
        call,
        new Act.RenewToken(renewed),
        done -> {
          if (reference == null) {
            return Reply.ok(out -> write(out.text("token", issued.text()), renewed))
                .secret(out -> write(out.flag("token_withheld", true), renewed));
          }
          resolver.forget(reference);
          return Reply.ok(out -> write(out.flag("token_unchanged", true), renewed));
        });
  }

  private static void write(Out out, IssuedToken token) {
    Instant expires = token.claims().leaf().expires();
    out.text("id", token.jti())
        .text("token_type", token.referenceHash() == null ? "jwt" : "reference")
        .text("agent_id", token.agent())
        .text("agentId", token.agent())
        .text("session_id", token.claims().session())
        .time("expires_at", expires)
        .time("expiresAt", expires);
  }
}
