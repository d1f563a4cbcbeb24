package dev.actp.runtime.service;

import java.time.Duration;

/**
 * How much may be computed beside the writer. What goes beyond is answered {@code OVERLOADED}.
 *
 * @param threads how many requests at a time
 * @param waiting how many more may wait
 * @param eachTenant how many requests of one tenant may be under way or wait
 * @param longest how long one request may wait and be computed, all in all
 */
public record FunctionBounds(int threads, int waiting, int eachTenant, Duration longest) {
  private static final int MOST_THREADS = 8;

  /** As many threads as processors, eight at most; 256 may wait, 64 of one tenant, for 5 s. */
  public static FunctionBounds usual() {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    return new FunctionBounds(threads, 256, 64, Duration.ofSeconds(5));
  }
}
