package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are compiled and tested side by side; what is printed does not show it. */
class ParallelOrderTest {
  private static final int FILES = 60;

  @TempDir Path temp;

  @Test
  void diagnosticsComeInTheOrderOfTheirPaths() {
    Shell shell = new Shell(temp);
    names().forEach(name -> shell.file(name + ".actp", "policy \"p\" version \"1\"\nforbit x"));

    String first = shell.actp("check", ".").err();

    assertThat(paths("(p\\d+)\\.actp:2:", first)).isEqualTo(names());
    assertThat(shell.actp("check", ".").err()).isEqualTo(first);
  }

  @Test
  void testedFilesComeInTheOrderOfTheirPaths() {
    Shell shell = new Shell(temp);
    for (String name : names()) {
      shell
          .file(
              name + ".actp",
              "policy \"%s\" version \"1\"\n\ncapability read on \"**\" {}\n".formatted(name))
          .file(
              name + "_test.actp",
              """
              tests for "%s.actp"
              at 2026-02-16T10:00:00Z
              test "t" { read on "a://b" {} => allow }
              """
                  .formatted(name));
    }

    String first = shell.actp("test", ".").out();

    assertThat(paths("(p\\d+)_test\\.actp", first)).isEqualTo(names());
    assertThat(shell.actp("test", ".").out()).isEqualTo(first);
  }

  private static List<String> names() {
    return IntStream.range(100, 100 + FILES).mapToObj(i -> "p" + i).toList();
  }

  private static List<String> paths(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .distinct()
        .toList();
  }
}
