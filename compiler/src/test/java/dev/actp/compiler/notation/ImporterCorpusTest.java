package dev.actp.compiler.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents of every kind beside what they become: the files, which have no errors, and what the
 * translation says.
 */
class ImporterCorpusTest {
  private static final TextRenderer RENDERER = new TextRenderer(false);

  static Stream<Path> documents() {
    return Stream.of("policy", "role", "tool", "api", "hostile")
        .flatMap(kind -> Corpus.files("import/" + kind, "").stream())
        .filter(file -> !file.toString().endsWith(".txt"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentBecomesWhatStandsBesideIt(Path document) throws IOException {
    String name = document.getFileName().toString();
    Imported imported = Importer.read(name, Files.readAllBytes(document), null);
    StringBuilder actual = new StringBuilder();
    for (Imported.File file : imported.files()) {
      actual.append("---- ").append(file.name().strip().replaceAll("\\v", " ")).append('\n');
      actual.append(file.source());
      CompiledFile compiled = PolicyCompiler.compileText("result.actp", file.source());
      assertThat(compiled.failed()).as("%s", compiled.diagnostics()).isFalse();
      staysAsItIs(file.source());
    }
    actual.append("---- said\n").append(RENDERER.render(imported.diagnostics()));
    Path golden = document.resolveSibling(name.replace('.', '_') + ".txt");
    assertThat(actual.toString()).isEqualTo(Corpus.golden(golden, actual.toString()));
  }

  private static void staysAsItIs(String source) {
    ParseResult<SourceUnit> parsed = Parser.parse(new SourceFile("result.actp", source));
    SourceUnit unit = Objects.requireNonNull(parsed.tree());
    assertThat(Formatter.format(unit, parsed.comments())).isEqualTo(source);
  }
}
