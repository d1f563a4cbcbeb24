package dev.actp.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.check.CheckSettings;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.fixtures.Corpus;
import dev.actp.runtime.policy.Canonical;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyCorpusTest {

  static List<Path> valid() {
    return Corpus.files("policy/valid", ".actp");
  }

  static List<Path> invalid() {
    return Corpus.files("policy/invalid", ".actp");
  }

  static List<Path> warned() {
    return Corpus.files("policy/warned", ".actp");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void a_valid_policy_means_what_its_golden_says(Path source) throws IOException {
    CompiledFile compiled = compile("policy/valid", source);
    assertThat(new TextRenderer(false).render(compiled.diagnostics())).isEmpty();
    String meaning = compiled.policy().map(Canonical::text).map(Listing::of).orElse("nothing\n");
    assertThat(meaning).isEqualTo(Corpus.golden(Corpus.beside(source, ".ir"), meaning));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void an_invalid_policy_is_explained_to_the_letter_and_means_nothing(Path source)
      throws IOException {
    CompiledFile compiled = compile("policy/invalid", source);
    assertRendered(source, compiled);
    assertThat(compiled.failed()).isTrue();
    assertThat(compiled.policy()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("warned")
  void a_doubtful_policy_is_warned_of_to_the_letter_and_compiles(Path source) throws IOException {
    CompiledFile compiled = compile("policy/warned", source);
    assertRendered(source, compiled);
    assertThat(compiled.diagnostics()).isNotEmpty().noneMatch(Diagnostic::isError);
    assertThat(compiled.policy()).isPresent();
  }

  @Test
  void every_code_of_names_types_and_checks_has_a_source_that_shows_it() throws IOException {
    Set<Code> shown = new HashSet<>();
    for (Path source : invalid()) {
      compile("policy/invalid", source).diagnostics().forEach(d -> shown.add(d.code()));
    }
    for (Path source : warned()) {
      compile("policy/warned", source).diagnostics().forEach(d -> shown.add(d.code()));
    }
    // shown by BoundsTest, as sources too large to read
    shown.addAll(Set.of(Code.TOO_MANY_CLAUSES, Code.TOO_MANY_IMPORTS, Code.UNREADABLE));
    assertThat(shown)
        .containsAll(
            Arrays.stream(Code.values()).filter(c -> c.id().matches("ACTP[123].*")).toList());
  }

  private static void assertRendered(Path source, CompiledFile compiled) {
    String shown = new TextRenderer(false).render(compiled.diagnostics());
    assertThat(shown).isEqualTo(Corpus.golden(Corpus.beside(source, ".txt"), shown));
  }

  private static CompiledFile compile(String folder, Path source) throws IOException {
    CheckSettings settings =
        new CheckSettings(source.endsWith("strict.actp"), LocalDate.of(2026, 3, 1));
    return new PolicyCompiler(new FolderSources(Corpus.folder(folder)), settings)
        .compile(source.getFileName().toString());
  }
}
