package dev.actp.compiler.notation;

import dev.actp.dsl.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a document became.
 *
 * @param files none where there is an error
 * @param diagnostics places in the document; a warning says where the translation is not exact
 */
public record Imported(List<File> files, List<Diagnostic> diagnostics) {
  public Imported {
    files = List.copyOf(files);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * A source text in the formatter's layout.
   *
   * @param name of the policy or library
   */
  public record File(String name, String source) {}
}
