package dev.actp.bench.peers;

/**
 * How a server started.
 *
 * @param millis from its start to its first right decision; of ours, to its being ready, which it
 *     says when it has decided two requests
 * @param mebibytes resident after the thousand requests
 */
record Started(String engine, int policies, long millis, long mebibytes) {}
