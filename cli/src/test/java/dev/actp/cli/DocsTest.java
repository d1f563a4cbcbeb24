package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows is what happens: its blocks are run, in order, in a folder. */
class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/tutorial.md",
        "docs/testing.md",
        "docs/language.md",
        "docs/import.md",
        "docs/offline-delegation.md",
        "docs/authzen.md",
        "docs/oauth.md",
        "docs/policies-from-git.md",
        "docs/tenants.md",
        "docs/tools.md",
        "docs/replay.md",
        "docs/compiling.md",
        "docs/configuration.md",
        "docs/deploying.md",
        "policy-examples/README.md"
      })
  void everyBlockIsTrue(String page) throws IOException {
    copyExamples();
    List<DocBlock> blocks = DocBlock.of(Files.readString(ROOT.resolve(page)));
    assertThat(blocks).isNotEmpty();
    try (DocShell shell = new DocShell(folder)) {
      for (DocBlock block : blocks) {
        play(block, shell);
      }
    }
  }

  private void copyExamples() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("policy-examples"));
    try (Stream<Path> files = Files.list(ROOT.resolve("policy-examples"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".actp")).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }

  private static void play(DocBlock block, DocShell shell) throws IOException {
    switch (block.language()) {
      case "actp" -> shell.write(block.name(), block.text());
      case "sh" -> shell.run(block.text());
      case "json" -> json(block, shell);
      case "yaml" -> shell.write(block.name(), block.text());
      case "console" -> console(block.text(), shell);
      case "mermaid" -> assertThat(block.text()).startsWith("flowchart ");
      default -> assertThat(block.language()).as("a kind of block that is run").isEqualTo("sh");
    }
  }

  /** A file where it has a name, else what was answered last. */
  private static void json(DocBlock block, DocShell shell) throws IOException {
    if (block.name().isEmpty()) {
      DocMatch.json(block.text(), shell.lastAnswer());
    } else {
      shell.write(block.name(), block.text());
    }
  }

  /** Commands behind a dollar sign, and below each what it prints. */
  private static void console(String text, DocShell shell) throws IOException {
    for (String part : text.split("(?m)^\\$ ", -1)) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        DocMatch.lines(part.substring(end + 1), shell.run(part.substring(0, end)));
      }
    }
  }
}
