package dev.actp.bench.peers;

/**
 * One run of load against one server.
 *
 * @param manner {@code closed}: every connection asks when it was answered; {@code open}: requests
 *     are due at a fixed rate, and time counts from then
 * @param policies how many the server holds
 * @param round of the interleaved rounds
 * @param connections how many ask
 * @param perSecond requests answered a second; of the open manner asked for, where it was kept
 * @param p50Micros latency, as {@code p99Micros} and {@code p999Micros}
 * @param processorMicros the server's processor time for one request
 * @param failed requests that were not answered with 200
 */
record Loaded(
    String engine,
    String manner,
    int policies,
    int round,
    int connections,
    long perSecond,
    long p50Micros,
    long p99Micros,
    long p999Micros,
    double processorMicros,
    long failed) {}
