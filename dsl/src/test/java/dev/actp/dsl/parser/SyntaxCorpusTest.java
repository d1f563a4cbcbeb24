package dev.actp.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntaxCorpusTest {

  static List<Path> valid() {
    return Corpus.files("syntax/valid", ".actp");
  }

  static List<Path> invalid() {
    return Corpus.files("syntax/invalid", ".actp");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void a_valid_source_gives_a_tree_and_nothing_to_say(Path source) {
    ParseResult<?> result = parse(source);
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.unit()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void an_invalid_source_is_explained_to_the_letter(Path source) {
    ParseResult<?> result = parse(source);
    String shown = new TextRenderer(false).render(result.diagnostics());
    assertThat(shown).isEqualTo(Corpus.golden(Corpus.beside(source, ".txt"), shown));
    assertThat(result.unit().isEmpty())
        .isEqualTo(result.diagnostics().stream().anyMatch(Diagnostic::isError));
  }

  @Test
  void every_code_of_the_text_has_a_source_that_shows_it() {
    Set<Code> shown =
        invalid().stream()
            .flatMap(source -> parse(source).diagnostics().stream())
            .map(Diagnostic::code)
            .collect(Collectors.toSet());
    assertThat(shown)
        .containsAll(Arrays.stream(Code.values()).filter(c -> c.id().startsWith("ACTP0")).toList());
  }

  private static ParseResult<?> parse(Path source) {
    try {
      ParseResult<SourceFile> read = SourceReader.read(source, source.getFileName().toString());
      return read.tree() == null ? read : Parser.parse(read.tree());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
