package dev.actp.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticsIndexTest {

  @Test
  void every_code_has_an_entry_with_a_text_and_no_entry_is_without_a_code() throws IOException {
    List<String> entries = new ArrayList<>();
    List<String> lines = Files.readAllLines(index());
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("### ")) {
        entries.add(lines.get(i).substring(4, 12));
        assertThat(lines.get(i + 1)).as(lines.get(i)).isNotBlank();
      }
    }
    assertThat(entries)
        .containsExactlyElementsOf(Arrays.stream(Code.values()).map(Code::id).sorted().toList());
  }

  @Test
  void no_id_is_used_twice() {
    assertThat(Arrays.stream(Code.values()).map(Code::id)).doesNotHaveDuplicates();
  }

  private static Path index() {
    for (Path base = Path.of("").toAbsolutePath(); base != null; base = base.getParent()) {
      Path index = base.resolve("docs/diagnostics.md");
      if (Files.isRegularFile(index)) {
        return index;
      }
    }
    throw new IllegalStateException("no docs/diagnostics.md above the working directory");
  }
}
