package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asking people, all that are missing at once. */
final class Asking {
  /** How many approvals an agent may have open. */
  private static final int MAX_OPEN = 20;

  private Asking() {}

  static boolean applies(RequiredApproval required, Situation situation) {
    Globs globs = new Globs(situation);
    return globs.touches(required.actions())
        && globs.touches(required.resources())
        && (required.ask().when() == null
            || !new Interpreter(situation)
                .evaluate(required.ask().when())
                .equals(Value.Bool.FALSE));
  }

  static Judgement join(List<Judgement> all) {
    return new Judgement(
        all.stream().flatMap(one -> one.failures().stream()).toList(),
        all.stream().flatMap(one -> one.missing().stream()).toList(),
        all.stream().flatMap(one -> one.uses().stream()).toList(),
        all.stream().flatMap(one -> one.charges().stream()).toList(),
        all.stream().flatMap(one -> one.obligations().stream()).toList());
  }

  static Decision ask(
      VerifiedToken token,
      Facts facts,
      Decision.@Nullable Exercised exercised,
      List<Judgement> asking) {
    List<Judgement.Missing> missing = join(asking).missing().stream().distinct().toList();
    long fresh = missing.stream().filter(Judgement.Missing::fresh).count();
    if (fresh > 0) {
      Reading open = facts.read(new FactKey.OpenApprovals(token.leaf().agent()));
      if (!(open instanceof Reading.Count(int count))) {
        return refuse(Reason.Code.STORE_UNAVAILABLE);
      }
      if (count + fresh > MAX_OPEN) {
        return refuse(Reason.Code.APPROVALS_FULL);
      }
    }
    return new Decision(
        Outcome.NEEDS_APPROVAL,
        exercised,
        missing.stream().map(Judgement.Missing::reason).toList(),
        List.of(),
        missing.stream().<Effect>map(Judgement.Missing::open).toList());
  }

  private static Decision refuse(Reason.Code code) {
    return ReferenceDecider.deny(
        List.of(new Reason(code, "", "", Source.NONE, null, "")), List.of());
  }
}
