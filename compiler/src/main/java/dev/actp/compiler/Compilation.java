package dev.actp.compiler;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.policy.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What compiling several files gave, in the order in which they were asked for. Files are
 * independent: an error in one takes nothing from the others, unless they import it.
 */
public record Compilation(List<CompiledFile> files) {
  public Compilation {
    files = List.copyOf(files);
  }

  /** The policies and guardrails of the files that have no error. */
  public List<Policy> policies() {
    return files.stream().map(CompiledFile::policy).flatMap(Optional::stream).toList();
  }

  /**
   * What is wrong with the files, each thing once, also where several files draw in the same
   * library.
   */
  public List<Diagnostic> diagnostics() {
    Set<String> seen = new HashSet<>();
    List<Diagnostic> all = new ArrayList<>();
    for (CompiledFile file : files) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        if (seen.add(diagnostic.toString() + diagnostic.span().end())) {
          all.add(diagnostic);
        }
      }
    }
    return List.copyOf(all);
  }

  /** Whether there is an error in any file. */
  public boolean failed() {
    return files.stream().anyMatch(CompiledFile::failed);
  }
}
