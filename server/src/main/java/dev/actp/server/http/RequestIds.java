package dev.actp.server.http;

import java.util.concurrent.ThreadLocalRandom;

/** Names for requests that come without one: for finding them again, not secret. */
final class RequestIds {
  private RequestIds() {}

  static String next() {
    return "req_" + Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
  }
}
