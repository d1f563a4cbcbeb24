package dev.actp.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    Logs.use(LogFormat.TEXT);
  }

  /** What was written, once all of it is. */
  private String written() {
    Logs.use(LogFormat.TEXT);
    return written.toString(StandardCharsets.UTF_8);
  }

  private static Map<String, Value> line(String line) {
    if (StrictJson.readObject(line, new JsonLimits(100_000, 4))
        instanceof StrictJson.Reading.Document(Value.Struct(var members))) {
      return members;
    }
    throw new AssertionError("no JSON object: " + line);
  }

  @Test
  void anEventIsOneLineOfJson() {
    Logs.use(LogFormat.JSON, written);
    LoggerFactory.getLogger("dev.actp.Some")
        .atError()
        .addKeyValue("request_id", "r\"1")
        .setCause(new IllegalStateException("broken\nin two"))
        .log("first\r\nsecond \u2028 {}", "é");
    LoggerFactory.getLogger("dev.actp.Some").info("nobody wants to know");

    String text = written();
    assertThat(text.lines()).hasSize(1);
    Map<String, Value> members = line(text.strip());
    assertThat(members)
        .containsEntry("level", new Value.Text("error"))
        .containsEntry("logger", new Value.Text("dev.actp.Some"))
        .containsEntry("message", new Value.Text("first\r\nsecond \u2028 é"))
        .containsEntry("request_id", new Value.Text("r\"1"))
        .containsEntry("error", new Value.Text("java.lang.IllegalStateException: broken\nin two"));
    assertThat(members.get("time"))
        .isInstanceOfSatisfying(
            Value.Text.class,
            time ->
                assertThat(Instant.parse(time.value()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now()));
    assertThat(members.get("stack"))
        .isInstanceOfSatisfying(
            Value.Text.class, stack -> assertThat(stack.value()).contains("LogsTest"));
  }

  @Test
  void aLineHasALength() {
    Logs.use(LogFormat.JSON, written);
    String long1 = "x".repeat(100_000);
    LoggerFactory.getLogger("dev.actp.Some").warn(long1, new IllegalStateException(long1));
    assertThat(written().length())
        .isBetween(JsonLine.MESSAGE_MAX, 2 * JsonLine.MESSAGE_MAX + JsonLine.STACK_MAX + 1_000);
  }

  @Test
  void aMessageInTextIsOneLineToo() {
    Logs.use(LogFormat.TEXT, written);
    LoggerFactory.getLogger("dev.actp.Some").warn("first\nsecond");
    assertThat(written()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z WARN  Some first second *\\R");
  }

  /** Nobody reads the stream, and nobody waits for that; what did not fit is said later. */
  @Test
  void whoeverLogsIsNeverKeptWaiting() {
    CountDownLatch read = new CountDownLatch(1);
    Logs.use(
        LogFormat.TEXT,
        new OutputStream() {
          @Override
          public void write(int one) {
            try {
              read.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            written.write(one);
          }
        });
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            LoggerFactory.getLogger("dev.actp.Some" + i % 200).warn("it failed {}", i);
          }
        });
    read.countDown();
    assertThat(written().lines().count())
        .isBetween((long) Logs.WAITING_MAX / 2, (long) Logs.WAITING_MAX + 300);
  }
}
