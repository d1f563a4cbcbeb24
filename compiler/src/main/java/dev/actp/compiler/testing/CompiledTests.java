package dev.actp.compiler.testing;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.testing.TestPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What compiling a test file gave.
 *
 * @param plan what to run, or null if there was an error
 * @param policies the policies and guardrails under test, in the order in which the file names them
 * @param diagnostics of the file, in its order, behind those of the files that it names
 */
public record CompiledTests(
    @Nullable TestPlan plan, List<Policy> policies, List<Diagnostic> diagnostics) {
  public CompiledTests {
    policies = List.copyOf(policies);
    diagnostics = List.copyOf(diagnostics);
  }
}
