package dev.actp.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flood of lines. */
class RepeatsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-02-16T10:00:00Z"));

  private final List<String> lines = new ArrayList<>();
  private boolean full;

  private final Repeats repeats =
      new Repeats(
          new Repeats.Next() {
            @Override
            public boolean take(ILoggingEvent event) {
              return !full && lines.add(event.getFormattedMessage());
            }

            @Override
            public void stop() {
              lines.add("stopped");
            }
          },
          () -> Objects.requireNonNull(now.get()));

  @BeforeEach
  void start() {
    repeats.start();
  }

  private void say(String template, Object... values) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName("some");
    event.setLevel(Level.WARN);
    event.setMessage(template);
    event.setArgumentArray(values);
    repeats.doAppend(event);
  }

  private void later() {
    now.updateAndGet(before -> before.plus(Repeats.WINDOW));
  }

  @Test
  void tenLinesOfAKindPassInAMinuteAndTheOthersAreCounted() {
    for (int i = 0; i < 25; i++) {
      say("it failed {} times", i);
    }
    say("something else");
    assertThat(lines)
        .hasSize(11)
        .contains("it failed 9 times", "something else")
        .doesNotContain("it failed 10 times");
    later();
    say("it failed {} times", 25);
    assertThat(lines)
        .endsWith(
            "15 more lines like this were left out: it failed {} times", "it failed 25 times");
  }

  @Test
  void aFloodThatIsOverIsToldOfAllTheSame() {
    for (int i = 0; i < 11; i++) {
      say("once");
    }
    repeats.tellDue();
    assertThat(lines).hasSize(10);
    later();
    repeats.tellDue();
    repeats.tellDue();
    assertThat(lines).hasSize(11).endsWith("1 more lines like this were left out: once");
    for (int i = 0; i < 11; i++) {
      say("twice");
    }
    repeats.stop();
    assertThat(lines).endsWith("1 more lines like this were left out: twice", "stopped");
  }

  @Test
  void whatCannotBeTakenIsCounted() {
    full = true;
    say("lost");
    full = false;
    later();
    say("lost");
    assertThat(lines).containsExactly("1 more lines like this were left out: lost", "lost");
  }

  @Test
  void kindsBeyondTheBoundShareAnAccount() {
    for (int i = 0; i < Repeats.KINDS_MAX + 50; i++) {
      say("kind " + i);
    }
    assertThat(lines).hasSize(Repeats.KINDS_MAX + Repeats.MOST);
    later();
    say("kind 1000");
    assertThat(lines).anyMatch(line -> line.startsWith("40 more lines like this were left out"));
    assertThat(Repeats.WINDOW).isEqualTo(Duration.ofMinutes(1));
  }
}
