package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.service.Standing;
import org.jspecify.annotations.Nullable;

/** What a caller waits for, and what it was answered, if it was. */
sealed interface Waiting {

  /** A request. */
  final class Ask implements Waiting {
    final Enforcement enforcement;
    @Nullable Answer answer;

    Ask(Enforcement enforcement) {
      this.enforcement = enforcement;
    }
  }

  /** An act. */
  final class Perform implements Waiting {
    final Act act;
    @Nullable Done done;

    Perform(Act act) {
      this.act = act;
    }
  }

  /** A look at a token. */
  final class Look implements Waiting {
    final VerifiedToken token;
    @Nullable Standing standing;

    Look(VerifiedToken token) {
      this.token = token;
    }
  }
}
