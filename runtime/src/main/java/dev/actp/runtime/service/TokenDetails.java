package dev.actp.runtime.service;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What the record of an issued token says of its chain: enough to know later what a decision was
 * asked with.
 */
final class TokenDetails {
  private TokenDetails() {}

  static Value chain(VerifiedToken token) {
    List<Value> links = new ArrayList<>();
    for (VerifiedToken.Link link : token.links()) {
      List<Value> grants = new ArrayList<>();
      for (VerifiedToken.Grant grant : link.grants()) {
        Details details = new Details().text("policy", grant.policy()).text("pin", grant.pinned());
        grants.add(details.texts("capabilities", grant.capabilities()).struct());
      }
      Details details = new Details().text("jti", link.jti()).text("agent", link.agent());
      details.text("not_before", link.notBefore().toString());
      details.text("expires", link.expires().toString());
      links.add(details.value("grants", new Value.Sequence(grants)).struct());
    }
    return new Value.Sequence(links);
  }

  /** What a token itself narrows, as source text; the texts may hold somebody's data. */
  static Value narrow(VerifiedToken token) {
    List<Value> all = new ArrayList<>();
    for (VerifiedToken.Narrowing one : token.leaf().narrowings()) {
      Details details = new Details().text("policy", one.policy());
      details.text("capability", one.capability()).text("clauses", one.clauses());
      Value on = new Value.Sequence(one.on().stream().<Value>map(Value.Text::new).toList());
      all.add(details.value("on", on).struct());
    }
    return new Value.Sequence(all);
  }
}
