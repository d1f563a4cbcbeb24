package dev.actp.runtime.service;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.ledger.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facts that remember what was read, in order; each fact is read once. */
final class RecordedFacts implements Facts {
  private final Facts facts;
  private final Map<FactKey, Reading> read = new LinkedHashMap<>();

  RecordedFacts(Facts facts) {
    this.facts = facts;
  }

  @Override
  public Instant now() {
    return facts.now();
  }

  @Override
  public Reading read(FactKey key) {
    return read.computeIfAbsent(key, facts::read);
  }

  List<Fact> recorded() {
    List<Fact> all = new ArrayList<>(read.size());
    read.forEach((key, reading) -> all.add(new Fact(key, reading)));
    return all;
  }
}
