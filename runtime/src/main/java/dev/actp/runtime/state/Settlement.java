package dev.actp.runtime.state;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.Suspension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision's effects came to.
 *
 * @param refused why nothing at all was changed and the decision has to be a denial; null where
 *     everything was
 * @param asked the approvals that the request waits for, new or pending
 * @param changed the approvals that are new or moved on
 * @param suspended the suspensions that begin
 */
public record Settlement(
    Reason.@Nullable Code refused,
    List<Approval> asked,
    List<Approval> changed,
    List<Suspension> suspended) {
  static final Settlement NOTHING = new Settlement(null, List.of(), List.of(), List.of());

  static Settlement refused(Reason.Code why) {
    return new Settlement(why, List.of(), List.of(), List.of());
  }
}
