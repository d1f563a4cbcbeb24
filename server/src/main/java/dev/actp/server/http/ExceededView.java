package dev.actp.server.http;

import dev.actp.runtime.service.Exceeded;
import java.time.Duration;

/** How callers are told that a quota is used up. */
final class ExceededView {
  private ExceededView() {}

  /** Which one, how much it is, and until when there is none of it. */
  static void write(Out out, Exceeded exceeded) {
    out.object(
        "quota",
        inner ->
            inner
                .text("name", Words.of(exceeded.quota()))
                .number("limit", exceeded.limit())
                .time("until", exceeded.until()));
  }

  /** When to come again (RFC 9110 10.2.3), where there is such a time. */
  static Reply retry(Reply reply, Exceeded exceeded) {
    if (exceeded.until() == null) {
      return reply;
    }
    Duration left = Duration.between(exceeded.at(), exceeded.until());
    long seconds = left.plusNanos(999_999_999).toSeconds();
    return reply.with("retry-after", Long.toString(Math.max(seconds, 1)));
  }
}
