package dev.actp.runtime.ledger;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;

/** Something that a decision read, as it was read. */
public record Fact(FactKey key, Reading reading) {}
