package dev.actp.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.compiler.resolve.FolderSources;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private static final String LIBRARY = "library \"l\"\n";

  private final Path folder;
  private final Path root;

  FolderTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    root = folder.resolve("root");
    Files.createDirectories(root.resolve("lib"));
    Files.writeString(root.resolve("lib/l.actp"), LIBRARY);
    Files.writeString(folder.resolve("outside.actp"), LIBRARY);
  }

  @Test
  void files_are_independent_and_come_back_in_the_order_asked_for() throws IOException {
    write("b.actp", "policy \"b\" version \"1\"\nimport \"lib/l.actp\"\n");
    write("broken.actp", "policy \"broken\" version \"1\"\nforbid nothing_known on \"**\"\n");
    write("a.actp", "policy \"a\" version \"1\"\nimport \"lib/l.actp\"\n");
    Compilation compiled =
        compiler().compile(List.of("b.actp", "broken.actp", "lib/l.actp", "a.actp"));
    assertThat(compiled.policies()).extracting(Policy::name).containsExactly("b", "a");
    assertThat(compiled.files())
        .extracting(CompiledFile::path)
        .containsExactly("b.actp", "broken.actp", "lib/l.actp", "a.actp");
    assertThat(compiled.failed()).isTrue();
  }

  @Test
  void a_file_is_compiled_once_in_the_life_of_a_compiler() throws IOException {
    write("a.actp", "policy \"a\" version \"1\"\n");
    PolicyCompiler compiler = compiler();
    CompiledFile first = compiler.compile("a.actp");
    write("a.actp", "policy \"b\" version \"1\"\n");
    assertThat(compiler.compile("a.actp")).isSameAs(first);
    assertThat(compiler().compile("a.actp").policy()).map(Policy::name).hasValue("b");
  }

  @Test
  void what_is_wrong_with_a_shared_library_is_said_once_and_fails_each_file_that_imports_it()
      throws IOException {
    write("lib/wrong.actp", "library \"l\"\nwindow w = daily 09:00-10:00 in \"Nowhere\"\n");
    write("a.actp", "policy \"a\" version \"1\"\nimport \"lib/wrong.actp\"\n");
    write("b.actp", "policy \"b\" version \"1\"\nimport \"lib/wrong.actp\"\n");
    Compilation compiled = compiler().compile(List.of("a.actp", "b.actp", "lib/wrong.actp"));
    assertThat(compiled.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.UNKNOWN_ZONE);
    assertThat(compiled.files()).allMatch(CompiledFile::failed);
  }

  @Test
  void a_link_out_of_the_root_is_no_file() throws IOException {
    Files.createSymbolicLink(root.resolve("link.actp"), folder.resolve("outside.actp"));
    Files.createSymbolicLink(root.resolve("up"), folder);
    write(
        "a.actp", "policy \"a\" version \"1\"\nimport \"link.actp\"\nimport \"up/outside.actp\"\n");
    assertThat(codes("a.actp")).containsExactly(Code.IMPORT_MISSING, Code.IMPORT_MISSING);
  }

  @Test
  void a_link_within_the_root_is_followed() throws IOException {
    Files.createSymbolicLink(root.resolve("link.actp"), root.resolve("lib/l.actp"));
    write("a.actp", "policy \"a\" version \"1\"\nimport \"link.actp\"\n");
    assertThat(codes("a.actp")).isEmpty();
  }

  @Test
  void what_is_in_hidden_folders_is_not_listed() throws IOException {
    Files.createDirectories(root.resolve(".git"));
    Files.createDirectories(root.resolve("lib/.old"));
    write(".git/a.actp", "");
    write("lib/.old/a.actp", "");
    write(".shown.actp", "");
    assertThat(new FolderSources(root).paths()).containsExactly(".shown.actp", "lib/l.actp");
  }

  @Test
  void of_many_files_all_are_listed_and_a_thousand_suggested() throws IOException {
    for (int i = 0; i < 1_001; i++) {
      write("p" + i + ".actp", "");
    }
    FolderSources sources = new FolderSources(root);
    assertThat(sources.all()).hasSize(1_002).contains("p1000.actp", "lib/l.actp").isSorted();
    assertThat(sources.paths()).hasSize(1_000);
  }

  @Test
  void a_folder_that_can_no_longer_be_listed_is_an_io_error() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    FolderSources sources = new FolderSources(gone);
    Files.delete(gone);
    assertThatThrownBy(sources::all).isInstanceOf(NoSuchFileException.class);
    assertThat(sources.paths()).isEmpty();
  }

  @Test
  void a_folder_is_no_file() throws IOException {
    Files.createDirectories(root.resolve("folder.actp"));
    assertThat(codes("folder.actp")).containsExactly(Code.UNREADABLE);
  }

  @Test
  void a_file_that_is_not_utf8_is_told_so() throws IOException {
    Files.write(root.resolve("latin.actp"), new byte[] {'p', (byte) 0xe9});
    assertThat(codes("latin.actp")).containsExactly(Code.NOT_UTF8);
  }

  @Test
  void paths_outside_the_root_are_no_files_either() throws IOException {
    assertThat(codes("../outside.actp")).containsExactly(Code.UNREADABLE);
    assertThat(codes(folder.resolve("outside.actp").toString())).containsExactly(Code.UNREADABLE);
  }

  @Test
  void a_root_that_is_not_there_is_an_io_error() {
    assertThatThrownBy(() -> new FolderSources(folder.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(root.resolve(path), text);
  }

  private PolicyCompiler compiler() throws IOException {
    return new PolicyCompiler(new FolderSources(root));
  }

  private List<Code> codes(String path) throws IOException {
    return compiler().compile(path).diagnostics().stream().map(Diagnostic::code).toList();
  }
}
