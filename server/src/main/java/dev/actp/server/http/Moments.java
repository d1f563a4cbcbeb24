package dev.actp.server.http;

import dev.actp.runtime.value.DurationText;
import dev.actp.runtime.value.TimestampText;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times in addresses: as they are, or how long ago. */
record Moments(InstantSource clock) {

  /** The time that a parameter gives; null where it is absent, or wrong, which is then said. */
  @Nullable Instant of(Call call, String name, List<String> wrong) {
    Optional<String> text = call.query(name);
    Optional<Instant> time =
        text.flatMap(TimestampText::parse)
            .map(Value.Timestamp::value)
            .or(() -> text.flatMap(DurationText::parse).map(ago -> before(ago.value())));
    if (text.isPresent() && time.isEmpty()) {
      wrong.add("`" + name + "` is a time like `2026-02-16T10:00:00Z`, or how long ago like `8h`");
    }
    return time.orElse(null);
  }

  /** So long ago, or the beginning of time. */
  private Instant before(Duration ago) {
    Instant now = clock.instant();
    return ago.compareTo(Duration.between(Instant.EPOCH, now)) > 0 ? Instant.EPOCH : now.minus(ago);
  }
}
