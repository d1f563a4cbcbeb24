package dev.actp.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.resolve.FolderSources;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyCorpusTest {

  static List<Path> valid() {
    return Corpus.files("policy/valid", ".actp");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void a_valid_policy_means_what_its_golden_says(Path source) throws IOException {
    CompiledFile compiled = compile("policy/valid", source);
    assertThat(new TextRenderer(false).render(compiled.diagnostics())).isEmpty();
  }

  private static CompiledFile compile(String folder, Path source) throws IOException {
    return new PolicyCompiler(new FolderSources(Corpus.folder(folder)))
        .compile(source.getFileName().toString());
  }
}
