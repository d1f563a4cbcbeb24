package dev.actp.compiler.diff;

import dev.actp.runtime.value.Value;
import java.time.Duration;

/** A step of a session. */
public sealed interface Step {
  /**
   * A request, several times over. People who are asked all say yes, but for the last request of a
   * session, whose first answer counts.
   *
   * @param times 1 to {@link Duel#MOST_USES}
   * @param succeeded whether the enforcement point reports that it succeeded
   */
  record Use(String action, String resource, Value.Struct attributes, int times, boolean succeeded)
      implements Step {}

  /** Time passes. */
  record Wait(Duration by) implements Step {}

  /** The same agent begins another session. */
  enum Fresh implements Step {
    SESSION
  }

  /** Another agent, with the same values in the registry, begins a session. */
  record As(String agent) implements Step {}
}
