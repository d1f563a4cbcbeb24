package dev.actp.bench.inprocess;

/** An engine that holds the workload's policies, with the workload's requests in its own form. */
interface InProcess {
  /** Decides one of the requests. */
  boolean allows(int request);
}
