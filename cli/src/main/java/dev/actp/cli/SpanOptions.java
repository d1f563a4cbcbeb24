package dev.actp.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records a command looks at. */
final class SpanOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "a time, or how long ago like 7d; the beginning without")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "the same; now without")
  private @Nullable String to;

  /** The first instant, or null for the beginning. */
  @Nullable Instant from() throws Unusable {
    return TimeArgument.of(from, "--from");
  }

  /** The instant after the last, or null for now. */
  @Nullable Instant to() throws Unusable {
    return TimeArgument.of(to, "--to");
  }
}
