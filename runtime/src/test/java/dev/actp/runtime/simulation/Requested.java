package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.value.Value;
import java.util.List;

/** What makes two requests one, policies aside. */
record Requested(List<String> chain, String action, String resource, Value.Struct attributes) {
  static Requested of(Enforcement asked) {
    return new Requested(
        asked.token().links().stream().map(VerifiedToken.Link::jti).toList(),
        asked.request().action(),
        asked.request().resource(),
        asked.request().attributes());
  }
}
