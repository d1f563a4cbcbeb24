package dev.actp.runtime.service;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordReader;
import dev.actp.runtime.registry.AuditRecord;
import java.time.Instant;
import java.util.List;

/** An answer as its record tells it. */
final class Replay {
  private Replay() {}

  static Answer answer(AuditRecord record, Instant at) {
    Decision decision = RecordReader.decision(record.leaf());
    Receipt receipt = new Receipt(record.index(), record.leafHash());
    return new Answer(decision, at, receipt, false, true, false, List.of());
  }
}
