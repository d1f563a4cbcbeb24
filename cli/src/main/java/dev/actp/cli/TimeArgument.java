package dev.actp.cli;

import dev.actp.runtime.value.DurationText;
import dev.actp.runtime.value.TimestampText;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Points in time on the command line: a time, or how long ago. */
final class TimeArgument {
  private TimeArgument() {}

  /**
   * The instant that a text means; null for none.
   *
   * @param option the option that it was given with
   */
  static @Nullable Instant of(@Nullable String text, String option) throws Unusable {
    if (text == null) {
      return null;
    }
    return TimestampText.parse(text)
        .map(Value.Timestamp::value)
        .or(() -> DurationText.parse(text).map(ago -> Instant.now().minus(ago.value())))
        .orElseThrow(
            () ->
                new Unusable(
                    option + " is a time like 2026-02-16T10:00:00Z, or how long ago like 7d"));
  }
}
