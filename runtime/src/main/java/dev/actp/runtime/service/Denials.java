package dev.actp.runtime.service;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Source;
import java.time.Instant;
import java.util.List;

/** Denials that no policy makes. */
final class Denials {
  private Denials() {}

  static Decision decision(Reason.Code code, String detail) {
    Reason reason = new Reason(code, "", "", Source.NONE, null, detail);
    return new Decision(Outcome.DENY, null, List.of(reason), List.of(), List.of());
  }

  /** An answer that nothing is recorded of. */
  static Answer unrecorded(Reason.Code code, String detail, Instant at, boolean dryRun) {
    return new Answer(decision(code, detail), at, null, false, false, dryRun, List.of());
  }
}
