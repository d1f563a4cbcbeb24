package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.service.Act;
import org.jspecify.annotations.Nullable;

/** What is refused unseen: while nobody trusts the clock, and where the store is full. */
record Stopped(World world) {

  /** Why a job is refused, or null. */
  Reason.@Nullable Code why(Waiting job) {
    if (world.clocks.untrusted() && !takesBack(job)) {
      return Reason.Code.CLOCK_JUMPED;
    }
    return world.room > 0 && fills(job) && world.past.kept() >= most(job)
        ? Reason.Code.STORE_UNAVAILABLE
        : null;
  }

  /** With how many records it is refused; a twentieth is not for what agents do. */
  private double most(Waiting job) {
    return works(job) ? world.room * 0.95 : world.room;
  }

  private static boolean fills(Waiting job) {
    return !takesBack(job) && !(job instanceof Waiting.Look);
  }

  private static boolean works(Waiting job) {
    return !(job instanceof Waiting.Perform perform)
        || perform.act instanceof Act.RegisterToken
        || perform.act instanceof Act.RenewToken
        || perform.act instanceof Act.Report;
  }

  private static boolean takesBack(Waiting job) {
    return job instanceof Waiting.Perform perform
        && (perform.act instanceof Act.Revoke
            || perform.act instanceof Act.RemoveMember
            || perform.act instanceof Act.Cancel
            || perform.act instanceof Act.ConfirmClock
            || (perform.act instanceof Act.PutAgent(Agent agent) && agent.disabled()));
  }
}
