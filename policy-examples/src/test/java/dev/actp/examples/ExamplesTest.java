package dev.actp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.compiler.testing.CompiledTests;
import dev.actp.compiler.testing.TestCompiler;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.testing.Coverage;
import dev.actp.runtime.testing.CoverageReport;
import dev.actp.runtime.testing.TestPlan;
import dev.actp.runtime.testing.TestResult;
import dev.actp.runtime.testing.TestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users start from is as good as what they should end with. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("").toAbsolutePath();

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".actp"))
          .sorted()
          .toList();
    }
  }

  static List<String> policies() throws IOException {
    return files().stream().filter(name -> !name.endsWith("_test.actp")).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void compilesWithoutAWarning(String file) throws IOException {
    PolicyCompiler compiler = new PolicyCompiler(new FolderSources(FOLDER));
    CompiledFile compiled = compiler.compile(file);
    TextRenderer renderer = new TextRenderer(false);
    assertThat(renderer.render(compiled.diagnostics())).isEmpty();
    if (compiled.unit() instanceof TestFile tests) {
      CompiledTests plan = TestCompiler.compile(compiler, file, tests);
      assertThat(renderer.render(plan.diagnostics())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isFormatted(String file) throws IOException {
    SourceFile source =
        Objects.requireNonNull(SourceReader.read(FOLDER.resolve(file), file).tree());
    ParseResult<SourceUnit> parsed = Parser.parse(source);
    SourceUnit unit = Objects.requireNonNull(parsed.tree());
    assertThat(Formatter.format(unit, parsed.comments())).isEqualTo(source.text());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void saysWhatItIsForAndProvesIt(String file) throws IOException {
    PolicyCompiler compiler = new PolicyCompiler(new FolderSources(FOLDER));
    Policy policy = compiler.compile(file).policy().orElseThrow();
    assertThat(policy.documentation()).isNotBlank();
    String tests = file.replace(".actp", "_test.actp");
    TestFile unit = (TestFile) Objects.requireNonNull(compiler.compile(tests).unit());
    TestPlan plan = Objects.requireNonNull(TestCompiler.compile(compiler, tests, unit).plan());
    Coverage coverage = new Coverage();
    TestRunner runner =
        new TestRunner(new PolicyDecider(), List.of(new RuleCompiler().compile(policy)), coverage);
    assertThat(plan.cases()).isNotEmpty();
    assertThat(plan.cases())
        .allSatisfy(test -> assertThat(runner.run(test)).isEqualTo(new TestResult.Passed(test)));
    assertThat(coverage.report().sites())
        .flatExtracting(CoverageReport.Seen::outcomes)
        .allSatisfy(outcome -> assertThat(outcome.times()).as(outcome.what()).isPositive());
  }

  @Test
  void theReadmeNamesThemAll() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    assertThat(policies()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(policies()).allSatisfy(file -> assertThat(readme).contains("](" + file + ")"));
  }
}
