package dev.actp.runtime.service;

import dev.actp.runtime.decision.Liveness;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Renewals of tokens: the same token, with a later end. */
final class RenewalActs {
  private final Queries queries;

  RenewalActs(Queries queries) {
    this.queries = queries;
  }

  Ruling renew(Desk desk, IssuedToken renewed, Instant now) {
    Optional<IssuedToken> known = queries.token(desk.tenant, renewed.jti());
    if (known.isEmpty()) {
      return Ruling.unknown("token", renewed.jti());
    }
    VerifiedToken before = known.get().claims();
    Instant end = renewed.claims().leaf().expires();
    if (!ending(known.get(), end).equals(renewed)) {
      return Ruling.invalid("a renewal changes nothing of a token but its end");
    }
    Optional<Reason> defect = Liveness.defect(desk.policies(), before, desk.state.facts(now));
    if (defect.isPresent()) {
      return Ruling.conflict("the token is not good any more: " + Words.of(defect.get().code()));
    }
    if (!end.isAfter(before.leaf().expires())) {
      return Ruling.invalid("the token ends at " + before.leaf().expires() + " as it is");
    }
    List<VerifiedToken.Link> links = before.links();
    if (links.size() > 1 && end.isAfter(links.get(links.size() - 2).expires())) {
      return Ruling.invalid("a token does not outlive the one that it was delegated from");
    }
    if (!desk.state.roomFor(before.session(), now)) {
      return new Ruling.Impossible(Done.Why.FULL, "there is no room for another session");
    }
    return new Ruling.Possible(
        renewed.jti(),
        0,
        new Details().text("agent", renewed.agent()).text("expires", end.toString()).struct(),
        Value.Struct.EMPTY,
        () -> {
          desk.row(new Row.Renewed(renewed));
          desk.state.renewed(renewed);
        });
  }

  private static IssuedToken ending(IssuedToken token, Instant end) {
    VerifiedToken claims = token.claims();
    VerifiedToken.Link leaf = claims.leaf();
    List<VerifiedToken.Link> links = new ArrayList<>(claims.links());
    links.set(
        links.size() - 1,
        new VerifiedToken.Link(
            leaf.jti(), leaf.agent(), leaf.notBefore(), end, leaf.grants(), leaf.narrowings()));
    return new IssuedToken(
        new VerifiedToken(
            claims.tenant(), claims.session(), claims.values(), links, claims.holder()),
        token.issued(),
        token.issuer(),
        token.metadata(),
        token.referenceHash());
  }
}
