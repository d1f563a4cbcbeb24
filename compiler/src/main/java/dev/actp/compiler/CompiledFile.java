package dev.actp.compiler;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.runtime.policy.Policy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What compiling one file gave.
 *
 * @param path as it was asked for
 * @param unit its tree; null where it could not be read or parsed
 * @param lowered what is written in it and what it means; null where it has errors, and for
 *     libraries and tests
 * @param diagnostics of the file and of the libraries that it draws in
 */
public record CompiledFile(
    String path,
    @Nullable SourceUnit unit,
    @Nullable LoweredPolicy lowered,
    List<Diagnostic> diagnostics) {
  public CompiledFile {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Its policy or guardrail, if it holds one and there is no error. */
  public Optional<Policy> policy() {
    return Optional.ofNullable(lowered).map(LoweredPolicy::meaning);
  }

  /** Whether there is an error. */
  public boolean failed() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
