package dev.actp.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.diagnostic.JsonRenderer;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sources of the corpora, damaged by seed: each is read or explained, and what is read survives the
 * formatter.
 */
class MutationTest {
  private static final int CASES = 300;
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          "\"",
          "\\",
          ",",
          ":",
          "=",
          "=>",
          "*",
          "**",
          "-",
          "..",
          "...",
          "//",
          "///",
          "\n",
          " ",
          "\t",
          "5",
          "5m",
          "09:00-17:00",
          "2026-01-20",
          "USD",
          "not",
          "and",
          "or",
          "in",
          "every",
          "require",
          "limit",
          "capability",
          "test",
          "policy",
          "é",
          "\u202e",
          "\ud800",
          "\u0000",
          "{{",
          "<",
          ">");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_damaged_source_is_read_or_explained(long block) throws IOException {
    List<String> sources = sources();
    for (long seed = block * CASES; seed < (block + 1) * CASES; seed++) {
      String text = damaged(sources, new Random(seed));
      ParseResult<SourceUnit> read = Parser.parse(new SourceFile("seed", text));
      assertThat(read.unit().isPresent() || !read.diagnostics().isEmpty())
          .as("seed %d", seed)
          .isTrue();
      assertThat(new TextRenderer(true).render(read.diagnostics())).as("seed %d", seed).isNotNull();
      assertThat(JsonRenderer.render(read.diagnostics())).as("seed %d", seed).startsWith("[");
      if (read.tree() != null) {
        String formatted = Formatter.format(read.tree(), read.comments());
        ParseResult<SourceUnit> again = Parser.parse(new SourceFile("again", formatted));
        assertThat(again.tree()).as("seed %d: %s", seed, text).isEqualTo(read.tree());
      }
    }
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path source :
        Stream.of("syntax/valid", "format", "syntax/invalid")
            .flatMap(folder -> Corpus.files(folder, ".actp").stream())
            .toList()) {
      if (Files.size(source) < 10_000) {
        sources.add(new String(Files.readAllBytes(source), StandardCharsets.UTF_8));
      }
    }
    return sources;
  }

  private static String damaged(List<String> sources, Random random) {
    StringBuilder text = new StringBuilder(sources.get(random.nextInt(sources.size())));
    int wounds = 1 + random.nextInt(4);
    for (int i = 0; i < wounds && !text.isEmpty(); i++) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(30));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, text.substring(from, to));
        case 2 -> text.insert(random.nextInt(text.length()), text.substring(from, to));
        case 3 -> text.setLength(from);
        default -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }
}
