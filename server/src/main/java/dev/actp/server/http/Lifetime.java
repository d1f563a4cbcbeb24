package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.value.TimestampText;
import dev.actp.runtime.value.Value;
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
  /** Ends are whole seconds (RFC 7519, 4.1.4), so that one second may be none. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private static final Duration DEFAULT = Duration.ofHours(1);
  private static final Duration LONGEST = TokenIssuer.LONGEST_LIFE;
  private static final String[] IN = {"expiresIn", "expires_in", "ttl"};
  private static final String[] AT = {"expires_at", "expiresAt", "expires"};

  private Lifetime() {}

  /**
   * What a body asks for.
   *
   * @param end when the token is to end
   * @param member the member that says so
   * @param time the time that was written, or null where a span was
   */
  record Asked(Instant end, String member, @Nullable String time) {}

  /**
   * What a body asks for, or null where it says nothing or nothing usable (which is then a misfit).
   */
  static @Nullable Asked asked(Members body, Instant now) {
    Value in = body.any(IN);
    Value at = body.any(AT);
    if (in != null && at != null) {
      body.misfit(IN[0], "is given beside `" + AT[0] + "`; give one of them");
      return null;
    }
    if (in != null) {
      return from(body, IN[0], Spans.of(in).orElse(null), now, Spans.FORMS);
    }
    if (at instanceof Value.Text(String text) && TimestampText.parse(text).isPresent()) {
      return new Asked(TimestampText.parse(text).get().value(), AT[0], text);
    }
    Duration span = at instanceof Value.Text text ? Spans.of(text).orElse(null) : null;
    return at == null
        ? null
        : from(
            body,
            AT[0],
            span,
            now,
            "a time like `2026-12-31T23:59:59Z`, or a duration from now like `8h` in `s`, `m`,"
                + " `h`, `d` or `w`");
  }

  private static @Nullable Asked from(
      Members body, String member, @Nullable Duration span, Instant now, String forms) {
    if (span == null) {
      body.misfit(member, "has to be " + forms);
      return null;
    }
    return new Asked(now.plus(span), member, null);
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
  static Optional<Misfit> wrong(Instant now, @Nullable Asked asked, Duration longest) {
    if (asked == null) {
      return Optional.empty();
    }
    if (asked.time() != null && !asked.end().isAfter(now)) {
      return Optional.of(
          new Misfit(
              "/" + asked.member(), "`%s` is past; it is `%s` now".formatted(asked.time(), now)));
    }
    boolean fits =
        !asked.end().isBefore(now.plus(SHORTEST)) && !asked.end().isAfter(now.plus(longest));
    return fits
        ? Optional.empty()
        : Optional.of(
            new Misfit(
                "/" + asked.member(),
                "a token lives from %s to %s here"
                    .formatted(Spans.words(SHORTEST), Spans.words(longest))));
  }

  /** The end where none is asked for. */
  static Instant byDefault(Instant now, Duration longest) {
    return now.plus(longest.compareTo(DEFAULT) < 0 ? longest : DEFAULT);
  }
}
