package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @TempDir Path folder;

  private FileWatch watch() throws IOException {
    return FileWatch.of(List.of(new PolicyRoot(folder.toRealPath(), "", List.of())));
  }

  @Test
  void aPolicyThatIsWrittenIsAChange() throws IOException {
    try (FileWatch watch = watch()) {
      Files.writeString(folder.resolve("a.actp"), "policy \"a\" version \"1\"\n");
      assertThat(watch.changed()).isTrue();
    }
  }

  @Test
  void aNewFolderIsWatched() throws IOException {
    try (FileWatch watch = watch()) {
      Path below = Files.createDirectory(folder.resolve("below"));
      assertThat(watch.changed()).isTrue();
      Files.writeString(below.resolve("a.actp"), "policy \"a\" version \"1\"\n");
      assertThat(watch.changed()).isTrue();
    }
  }

  @Test
  void aClosedWatchEnds() throws IOException {
    FileWatch watch = watch();
    Files.writeString(folder.resolve("notes.txt"), "nothing for us");
    watch.close();
    assertThat(watch.changed()).isFalse();
  }

  @Test
  void anInterruptedWatchEndsWithTheLastRun() {
    new Shell(folder)
        .file("good.actp", CheckCommandTest.GOOD)
        .file(
            "a_test.actp",
            """
            tests for "good.actp"
            at 2026-01-05T10:00:00Z
            test "a page" { read_page on "https://a.example" { rows: 1 } => allow }
            """);
    Thread.currentThread().interrupt();
    Shell.Ran ran = new Shell(folder).actp("test", ".", "--watch");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).endsWith("1 test: all passed\n");
  }
}
