package dev.actp.compiler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.fixtures.Corpus;
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestCompilerTest {
  private static final String CORPUS = "testing";

  static List<Path> wrong() {
    return Corpus.files(CORPUS + "/wrong", "_test.actp");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongWithATestFileIsSaidAtItsPlace(Path file) throws IOException {
    CompiledTests compiled = compile("wrong/" + file.getFileName());
    String rendered = new TextRenderer(false).render(compiled.diagnostics());
    assertThat(rendered).isEqualTo(Corpus.golden(Corpus.beside(file, ".txt"), rendered));
  }

  @Test
  void aTableGivesOneTestARow() throws IOException {
    TestPlan plan = Objects.requireNonNull(compile("failing/mixed_test.actp").plan());
    assertThat(plan.cases())
        .extracting(TestCase::name)
        .containsExactly(
            "this one passes",
            "this one does not [row 1]",
            "this one does not [row 2]",
            "this one does not [row 3]");
    assertThat(plan.claims()).extracting(claim -> claim.text()).containsExactly("never delete");
  }

  private static CompiledTests compile(String path) throws IOException {
    PolicyCompiler compiler = new PolicyCompiler(new FolderSources(Corpus.folder(CORPUS)));
    CompiledFile file = compiler.compile(path);
    return TestCompiler.compile(compiler, path, (TestFile) Objects.requireNonNull(file.unit()));
  }
}
