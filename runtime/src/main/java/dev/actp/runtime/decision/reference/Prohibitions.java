package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Decoy;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Step 2: decoys, then prohibitions, of every policy in force, seen from every link. */
record Prohibitions(List<InForce> inForce) {

  List<Reason> decoys() {
    List<Reason> reasons = new ArrayList<>();
    for (InForce policy : inForce) {
      for (Decoy decoy : policy.policy().decoys()) {
        boolean touched =
            policy.situations().stream()
                .anyMatch(situation -> new Globs(situation).touches(decoy.resources()));
        if (touched) {
          reasons.add(
              new Reason(Reason.Code.DECOY_TOUCHED, policy.id(), "", decoy.source(), null, ""));
        }
      }
    }
    return reasons;
  }

  List<Reason> forbids() {
    List<Reason> reasons = new ArrayList<>();
    for (InForce policy : inForce) {
      for (Forbid forbid : policy.policy().forbids()) {
        if (policy.situations().stream().anyMatch(situation -> applies(forbid, situation))) {
          reasons.add(
              new Reason(
                  Reason.Code.FORBIDDEN, policy.id(), "", forbid.source(), forbid.message(), ""));
        }
      }
    }
    return reasons;
  }

  private static boolean applies(Forbid forbid, Situation situation) {
    Globs globs = new Globs(situation);
    return globs.touches(forbid.actions())
        && globs.touches(forbid.resources())
        && (forbid.when() == null
            || !new Interpreter(situation).evaluate(forbid.when()).equals(Value.Bool.FALSE));
  }
}
