package dev.actp.dsl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.JsonRenderer;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.fixtures.fuzz.Damage;
import dev.actp.fixtures.fuzz.Fuzz;
import dev.actp.fixtures.fuzz.Sentences;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever a source says, it is read or explained, and what is read survives the formatter. See
 * {@link Fuzz} for seeds and for longer runs.
 */
class SourceFuzzTest {
  private static final int GROWN = 60_000;

  private final Damage damage = new Damage();

  @Test
  void what_the_grammar_allows() {
    new Fuzz(new Sentences()::next, SourceFuzzTest::isReadOrExplained).run(800);
  }

  @Test
  void what_was_damaged() {
    new Fuzz(damage::next, SourceFuzzTest::isReadOrExplained).run(500);
  }

  @Test
  void what_goes_on_and_on() {
    new Fuzz(random -> damage.grown(random, GROWN), SourceFuzzTest::isReadOrExplained).run(15);
  }

  private static void isReadOrExplained(String text) {
    SourceReader.decode("p.actp", text.getBytes(StandardCharsets.ISO_8859_1));
    SourceFile file = new SourceFile("p.actp", text);
    ParseResult<SourceUnit> read = Parser.parse(file);
    isExplained(file, read.diagnostics());
    if (read.unit().isEmpty()) {
      assertThat(read.diagnostics()).anyMatch(Diagnostic::isError);
    } else {
      assertThat(read.diagnostics()).noneMatch(Diagnostic::isError);
      survivesTheFormatter(read.unit().get(), read.comments());
    }
  }

  private static void isExplained(SourceFile file, List<Diagnostic> diagnostics) {
    assertThat(diagnostics)
        .allSatisfy(each -> assertThat(each.span().file().orElseThrow()).isSameAs(file));
    assertThat(new TextRenderer(true).render(diagnostics)).isNotNull();
    assertThat(JsonRenderer.render(diagnostics)).startsWith("[");
  }

  private static void survivesTheFormatter(SourceUnit unit, List<Comment> comments) {
    String once = Formatter.format(unit, comments);
    if (once.length() > SourceReader.MAX_BYTES) {
      return; // which no command writes, since none could read it
    }
    ParseResult<SourceUnit> again = Parser.parse(new SourceFile("p.actp", once));
    assertThat(again.diagnostics()).as(once).isEmpty();
    assertThat(again.unit()).as(once).contains(unit);
    assertThat(texts(again.comments())).containsExactlyInAnyOrderElementsOf(texts(comments));
    String twice = Formatter.format(again.unit().orElseThrow(), again.comments());
    assertThat(twice).isEqualTo(once);
  }

  private static List<String> texts(List<Comment> comments) {
    return comments.stream().map(Comment::text).toList();
  }
}
