package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.value.DurationText;
import dev.actp.runtime.value.TimestampText;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a token is to end. {@code expiresIn} takes seconds or a duration, {@code expires_at} a time
 * of RFC 3339 or a duration; a time that is past, or past what key, policies or server allow, is an
 * error and never cut.
 */
final class Lifetime {
  private static final Duration DEFAULT = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final String[] IN = {"expiresIn", "expires_in", "ttl"};
  private static final String[] AT = {"expires_at", "expiresAt", "expires"};
  private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(LONGEST.toSeconds() + 1);

  /**
   * What a body asks for, or null where it says nothing or nothing usable (which is then a misfit).
   */
  static @Nullable Instant asked(Members body, Instant now) {
    Value in = body.any(IN);
    Value at = body.any(AT);
    if (in != null && at != null) {
      body.misfit(IN[0], "is given beside `" + AT[0] + "`; give one of them");
      return null;
    }
    if (in != null) {
      return from(body, IN[0], in, now, "has to be a number of seconds or a duration like `8h`");
    }
    if (at instanceof Value.Text(String text) && TimestampText.parse(text).isPresent()) {
      return TimestampText.parse(text).get().value();
    }
    return at == null
        ? null
        : from(body, AT[0], at, now, "has to be a time like `2026-12-31T23:59:59Z` or a duration");
  }

  private static @Nullable Instant from(
      Members body, String name, Value value, Instant now, String otherwise) {
    Optional<Duration> duration =
        switch (value) {
          case Value.Num(BigDecimal seconds) when name.equals(IN[0]) ->
              Optional.of(
                  Duration.ofSeconds(seconds.min(SECONDS_MAX).max(BigDecimal.ZERO).longValue()));
          case Value.Text(String text) -> DurationText.parse(text).map(Value.Span::value);
          default -> Optional.empty();
        };
    if (duration.isEmpty()) {
      body.misfit(name, otherwise);
      return null;
    }
    return now.plus(duration.get());
  }

  /** The longest life of a token under some policies, issued with a key. */
  static Duration longest(List<CompiledPolicy> policies, @Nullable Duration keys) {
    Duration longest = keys == null || keys.compareTo(LONGEST) > 0 ? LONGEST : keys;
    for (CompiledPolicy policy : policies) {
      Duration own = policy.policy().tokenLifetime();
      longest = own != null && own.compareTo(longest) < 0 ? own : longest;
    }
    return longest;
  }

  /** The end of a token that asks for one, or for none; a misfit where it cannot be. */
  static Optional<Misfit> wrong(Instant now, @Nullable Instant asked, Duration longest) {
    if (asked == null) {
      return Optional.empty();
    }
    if (!asked.isAfter(now.plusSeconds(1))) {
      return Optional.of(
          new Misfit("/" + AT[0], "`%s` is past; it is `%s` now".formatted(asked, now)));
    }
    return asked.isAfter(now.plus(longest))
        ? Optional.of(
            new Misfit("/" + AT[0], "a token lives at most %s here".formatted(words(longest))))
        : Optional.empty();
  }

  /** The end where none is asked for. */
  static Instant byDefault(Instant now, Duration longest) {
    return now.plus(longest.compareTo(DEFAULT) < 0 ? longest : DEFAULT);
  }

  private static String words(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds + "s";
  }
}
