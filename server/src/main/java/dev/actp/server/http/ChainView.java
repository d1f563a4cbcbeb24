package dev.actp.server.http;

import dev.actp.runtime.decision.VerifiedToken;
import java.util.List;

/** What a token narrows, and what it was handed on from. */
final class ChainView {
  private ChainView() {}

  /**
   * Adds {@code narrow}, {@code parent_id} and {@code chain}, root first, and {@code cnf} (RFC 7800
   * 3.2), as far as there are.
   */
  static void write(Out out, VerifiedToken token) {
    List<VerifiedToken.Link> links = token.links();
    narrow(out, token.leaf());
    if (links.size() > 1) {
      out.text("parent_id", links.get(links.size() - 2).jti())
          .each("chain", links.subList(0, links.size() - 1), ChainView::link);
    }
    VerifiedToken.Holder holder = token.holder();
    if (holder != null) {
      out.object("cnf", cnf -> cnf.object("jwk", jwk -> key(jwk, holder.key())));
    }
  }

  private static void key(Out jwk, String x) {
    jwk.text("kty", "OKP").text("crv", "Ed25519").text("x", x);
  }

  private static void link(Out out, VerifiedToken.Link link) {
    out.text("id", link.jti())
        .text("agent_id", link.agent())
        .time("expires_at", link.expires())
        .each("grants", link.grants(), ChainView::grant);
    narrow(out, link);
  }

  /** What a token names of a policy. */
  static void grant(Out out, VerifiedToken.Grant grant) {
    out.text("policy", grant.policy())
        .text("pinned", grant.pinned())
        .texts("capabilities", grant.capabilities().stream().sorted().toList());
  }

  private static void narrow(Out out, VerifiedToken.Link link) {
    if (!link.narrowings().isEmpty()) {
      out.each("narrow", link.narrowings(), ChainView::narrowing);
    }
  }

  private static void narrowing(Out out, VerifiedToken.Narrowing one) {
    out.text("policy", one.policy()).text("capability", one.capability());
    if (!one.on().isEmpty()) {
      out.texts("on", one.on());
    }
    if (!one.clauses().isEmpty()) {
      out.text("clauses", one.clauses());
    }
  }
}
