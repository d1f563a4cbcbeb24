package dev.actp.compiler.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.compiler.testing.CompiledTests;
import dev.actp.compiler.testing.TestCompiler;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.JsonRenderer;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.testing.TestRunner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has to hold of every file that is compiled. */
final class Compiling {
  private static final String PATH = "p.actp";
  private static final String ASKING = "asking.actp";
  private static final Map<String, String> BESIDE =
      Map.of(
          "shared/hours.actp",
          """
          library "hours"
          window business_hours = mon-fri 09:00-17:00 in "UTC"
          """,
          ASKING,
          """
          tests for "p.actp"
          at 2026-02-16T10:00:00Z
          session customer = "1"
          test "a" { pay on "doc://a" { amount: 1, rows: 1 } => allow }
          test "b" { open on "doc://a" { amount: 1 } => allow }
          """,
          "support.actp",
          """
          policy "support" version "1"
          session customer_id: string
          action pay(amount: int)
          capability pay on "**" { require amount > 0 limit 2 per day }
          """);

  void holds(String source) {
    // a lone surrogate has no bytes
    String text = new String(source.getBytes(UTF_8), UTF_8);
    PolicyCompiler compiler = compiler(text);
    CompiledFile file = compiler.compile(PATH);
    areExplained(file.diagnostics());
    assertThat(file.unit() != null || file.failed()).isTrue();
    if (file.unit() instanceof TestFile tests) {
      holds(TestCompiler.compile(compiler, PATH, tests));
    }
    file.policy().ifPresent(policy -> holds(policy, text));
  }

  private static void holds(CompiledTests tests) {
    areExplained(tests.diagnostics());
    assertThat(tests.plan() != null || tests.diagnostics().stream().anyMatch(Diagnostic::isError))
        .isTrue();
  }

  private static void holds(Policy policy, String text) {
    ParseResult<SourceUnit> read = Parser.parse(new SourceFile(PATH, text));
    String formatted = Formatter.format(read.unit().orElseThrow(), read.comments());
    if (formatted.length() > SourceReader.MAX_BYTES) {
      return; // which no command writes, since none could read it
    }
    CompiledFile again = compiler(formatted).compile(PATH);
    assertThat(again.policy().map(PolicyDigest::of))
        .as(formatted)
        .contains(PolicyDigest.of(policy));
    if (text.hashCode() % 4 == 0) {
      decides(policy, text);
    }
  }

  /** Builds the rules and asks them something; how that comes out is not looked at. */
  private static void decides(Policy policy, String text) {
    PolicyCompiler compiler = compiler(text);
    TestFile asking = (TestFile) compiler.compile(ASKING).unit();
    CompiledTests tests = TestCompiler.compile(compiler, ASKING, requireNonNull(asking));
    CompiledPolicy rules = new RuleCompiler().compile(policy);
    TestRunner runner = new TestRunner(new PolicyDecider(), List.of(rules));
    if (tests.plan() != null) {
      tests.plan().cases().forEach(runner::run);
    }
  }

  private static PolicyCompiler compiler(String text) {
    Map<String, String> texts = new HashMap<>(BESIDE);
    texts.put(PATH, text);
    return new PolicyCompiler(new MemorySources(texts));
  }

  private static void areExplained(List<Diagnostic> diagnostics) {
    assertThat(diagnostics).allMatch(each -> each.span().file().isPresent());
    assertThat(new TextRenderer(true).render(diagnostics)).isNotNull();
    assertThat(JsonRenderer.render(diagnostics)).startsWith("[");
  }
}
