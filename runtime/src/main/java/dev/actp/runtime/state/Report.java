package dev.actp.runtime.state;

/** What a report of how an allowed use went did. */
public enum Report {
  ACCEPTED,
  /** It was reported before: nothing changed. */
  REPORTED_BEFORE,
  /** More than {@link State#REPORTABLE} has passed: nothing changed. */
  TOO_LATE
}
