package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
  private final StringWriter err = new StringWriter();

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"tools", "server"})
  void theExamplesCanBeRehearsed(String part) throws IOException {
    assertThat(rehearse(part, Path.of("..", "policy-examples"))).as(err.toString()).isZero();
  }

  @Test
  void aCommandThatEndsOtherwiseThanItShouldFailsTheRehearsal() throws IOException {
    Files.writeString(temp.resolve("wrong.actp"), "policy");

    assertThat(rehearse("tools", temp)).isEqualTo(1);
    assertThat(err.toString()).contains("`actp check ", "ended with 1");
  }

  private int rehearse(String part, Path policies) throws IOException {
    Style plain = Style.of(false, Map.of());
    PrintWriter lines = new PrintWriter(err, true);
    Console console = new Console(lines, lines, plain, plain, Map.of(), temp, server -> {});
    return Rehearsal.run(console, part, policies.toAbsolutePath());
  }
}
