package dev.actp.server.metrics;

/** What the time of a decision goes into. */
public enum Stage {
  /** From the whole request to the queue: body, credential, token. */
  READ,
  /** Until the writer takes it. */
  QUEUE,
  /** Policies, facts, effects and record, in memory. */
  DECIDE,
  /** The batch that it is in, to disk. */
  COMMIT,
  /** From the whole request to the answer. */
  WHOLE;

  /** The histogram of it. */
  public Times times(Metrics metrics) {
    return metrics.times(
        "actp.decision.stage", "how long a stage of decisions takes", "stage", this);
  }
}
