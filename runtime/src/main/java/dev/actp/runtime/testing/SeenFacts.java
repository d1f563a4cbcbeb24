package dev.actp.runtime.testing;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Facts that stay as a decision saw them, also when its own effects have changed the state since.
 */
final class SeenFacts implements Facts {
  private final Facts facts;
  private final Map<FactKey, Reading> seen = new HashMap<>();

  SeenFacts(Facts facts) {
    this.facts = facts;
  }

  @Override
  public Instant now() {
    return facts.now();
  }

  @Override
  public Reading read(FactKey key) {
    return seen.computeIfAbsent(key, facts::read);
  }
}
