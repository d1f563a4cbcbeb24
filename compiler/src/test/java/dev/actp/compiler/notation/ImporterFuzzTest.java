package dev.actp.compiler.notation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.fixtures.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged documents: whatever is done to one, there is a result that parses, or an error that can
 * be shown, and never both.
 */
class ImporterFuzzTest {
  private static final int MUTATIONS = 150;

  /** What means something to one of the readers. */
  private static final List<String> BITS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "'",
          "\\",
          "&a ",
          "*a",
          "!!x ",
          "|\n",
          ">-\n",
          "- ",
          "? ",
          "---\n",
          "# ",
          "~",
          "null",
          "true",
          "1e400",
          "-0",
          "{{session.x}}",
          "{{",
          "**",
          "\u202e",
          "\t",
          "\r\n",
          "$ref",
          "#/",
          "😀",
          "\ud800",
          "<<",
          "%YAML 1.2\n",
          "allOf",
          "type",
          "\u0000");

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDamagedDocumentIsReadOrRefused(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> documents =
        Stream.of("policy", "role", "tool", "api", "hostile")
            .flatMap(kind -> Corpus.files("import/" + kind, "").stream())
            .filter(file -> !file.toString().endsWith(".txt"))
            .toList();
    for (int i = 0; i < MUTATIONS; i++) {
      Path document = documents.get(random.nextInt(documents.size()));
      byte[] damaged = damaged(Files.readAllBytes(document), random);
      String name = document.getFileName().toString();
      try {
        check(Importer.read(random.nextInt(8) == 0 ? "document" : name, damaged, null));
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed " + seed + ", mutation " + i + " of " + name + ": " + new String(damaged, UTF_8),
            e);
      }
    }
  }

  private static byte[] damaged(byte[] document, Random random) {
    byte[] bytes = document;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, at + random.nextInt(random.nextBoolean() ? 3 : 40));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, at);
      switch (random.nextInt(4)) {
        case 0 -> out.writeBytes(BITS.get(random.nextInt(BITS.size())).getBytes(UTF_8));
        case 1 -> out.write(random.nextInt(256));
        case 2 -> out.write(bytes, at, to - at);
        default -> at = to;
      }
      out.write(bytes, at, bytes.length - at);
      bytes = out.toByteArray();
    }
    return bytes;
  }

  private static void check(Imported imported) {
    assertThat(new TextRenderer(false).render(imported.diagnostics())).isNotNull();
    boolean failed = imported.diagnostics().stream().anyMatch(Diagnostic::isError);
    assertThat(failed && !imported.files().isEmpty()).isFalse();
    for (Imported.File file : imported.files()) {
      assertThat(Parser.parse(new SourceFile("a.actp", file.source())).tree()).isNotNull();
    }
  }
}
