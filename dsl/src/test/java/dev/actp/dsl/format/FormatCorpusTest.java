package dev.actp.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatCorpusTest {

  static Stream<Path> sources() {
    return Stream.concat(
        Corpus.files("format", ".actp").stream(), Corpus.files("syntax/valid", ".actp").stream());
  }

  @ParameterizedTest
  @MethodSource("sources")
  void a_source_is_laid_out_in_one_way(Path source) throws IOException {
    ParseResult<SourceUnit> read = parse(source);
    String formatted = Formatter.format(read.unit().orElseThrow(), read.comments());
    assertThat(formatted).isEqualTo(Corpus.golden(Corpus.beside(source, ".formatted"), formatted));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void formatting_changes_no_meaning_and_loses_no_comment(Path source) throws IOException {
    ParseResult<SourceUnit> read = parse(source);
    String formatted = Formatter.format(read.unit().orElseThrow(), read.comments());
    ParseResult<SourceUnit> again = Parser.parse(new SourceFile("again", formatted));
    assertThat(again.diagnostics()).isEmpty();
    assertThat(again.tree()).isEqualTo(read.tree());
    assertThat(texts(again.comments())).containsExactlyInAnyOrderElementsOf(texts(read.comments()));
    assertThat(Formatter.format(again.unit().orElseThrow(), again.comments())).isEqualTo(formatted);
  }

  private static ParseResult<SourceUnit> parse(Path source) throws IOException {
    SourceFile file = SourceReader.read(source, "source").unit().orElseThrow();
    return Parser.parse(file);
  }

  private static List<String> texts(List<Comment> comments) {
    return comments.stream().map(Comment::text).toList();
  }
}
