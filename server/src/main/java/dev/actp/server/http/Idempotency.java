package dev.actp.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a write be repeated safely: the second request with an {@code Idempotency-Key} gets the
 * first one's answer, without the secrets in it. Answers are remembered for a day, and not over a
 * restart. Thread-safe.
 */
final class Idempotency {
  private static final int ANSWERS_MAX = 10_000;
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final Cache<Scope, Entry> entries;

  Idempotency(Ticker ticker) {
    this.entries =
        Caffeine.newBuilder()
            .maximumSize(ANSWERS_MAX)
            .expireAfterWrite(Duration.ofDays(1))
            .ticker(ticker)
            .build();
  }

  /** Where a key is one and the same. */
  record Scope(String tenant, String caller, String key, String route) {}

  /**
   * A request that was begun.
   *
   * @param reply null until it is done
   */
  private record Entry(HashCode fingerprint, @Nullable Reply reply) {}

  /** Whether a text can be a key: 1 to 128 visible ASCII characters. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /**
   * The answer to the request, by doing it or out of memory. An answer that blames us is not
   * remembered.
   */
  Reply once(Scope scope, byte[] body, Supplier<Reply> doing) {
    HashCode fingerprint = Hashing.sha256().hashBytes(body);
    Entry mine = new Entry(fingerprint, null);
    Entry earlier = entries.asMap().putIfAbsent(scope, mine);
    if (earlier != null) {
      return again(earlier, fingerprint);
    }
    Reply reply = null;
    try {
      reply = doing.get();
      return reply;
    } finally {
      if (reply == null || reply.status() >= 500) {
        entries.asMap().remove(scope, mine);
      } else {
        entries.put(scope, new Entry(fingerprint, withoutSecrets(reply)));
      }
    }
  }

  private static Reply again(Entry earlier, HashCode fingerprint) {
    if (!earlier.fingerprint().equals(fingerprint)) {
      return Problem.of(ProblemCode.IDEMPOTENCY_MISMATCH).reply();
    }
    return earlier.reply() == null
        ? Problem.of(ProblemCode.IDEMPOTENCY_IN_FLIGHT).reply()
        : earlier.reply().with("idempotency-replayed", "true");
  }

  private static Reply withoutSecrets(Reply reply) {
    Buffer body = reply.withheld() == null ? reply.body() : reply.withheld();
    return new Reply(
        reply.status(),
        reply.contentType(),
        body,
        Map.copyOf(reply.headers()),
        null,
        null,
        reply.problem());
  }
}
