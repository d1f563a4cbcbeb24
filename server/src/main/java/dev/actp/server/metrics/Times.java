package dev.actp.server.metrics;

/** How long something takes, as a histogram. Thread-safe. */
public interface Times {
  /** It took so long once more. A negative time, of a clock that was set, is left out. */
  void record(long nanos);
}
