package dev.actp.compiler.testing;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.ImportPath;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files that a test file is for. Confined to one thread. */
final class Targets {
  private final PolicyCompiler compiler;
  private final String path;
  private final Report report;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<LoweredPolicy> policies = new ArrayList<>();
  private final Map<String, Text> names = new TreeMap<>();

  /**
   * Compiles the files.
   *
   * @param path the test file's
   * @param report takes what is wrong with how the test file names them
   */
  Targets(PolicyCompiler compiler, String path, List<Text> targets, Report report) {
    this.compiler = compiler;
    this.path = path;
    this.report = report;
    targets.forEach(this::add);
  }

  /** Those that have no error, in the order in which they are named. */
  List<Policy> policies() {
    return policies.stream().map(LoweredPolicy::meaning).toList();
  }

  /** The same, with what is written in them. */
  List<LoweredPolicy> lowered() {
    return List.copyOf(policies);
  }

  /** What is wrong inside them. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  private void add(Text target) {
    Optional<String> resolved = ImportPath.resolve(path, target.value());
    if (resolved.isEmpty()) {
      wrong(
          target,
          "`" + target + "` leads out of the policy root",
          "name a file inside it, or give the command the folder that holds both");
      return;
    }
    CompiledFile file = compiler.compile(resolved.get());
    if (file.unit() == null && file.failed() && isAbsent(file)) {
      wrong(target, "`" + target + "` cannot be read", file.diagnostics().getFirst().help());
      return;
    }
    diagnostics.addAll(file.diagnostics());
    if (file.failed()) {
      wrong(target, "`" + target + "` has an error, so that its tests cannot run", null);
    } else {
      Optional.ofNullable(file.lowered())
          .ifPresentOrElse(
              policy -> add(target, policy),
              () -> wrong(target, "`" + target + "` holds neither a policy nor a guardrail", null));
    }
  }

  private static boolean isAbsent(CompiledFile file) {
    return file.diagnostics().stream().allMatch(each -> each.code() == Code.UNREADABLE);
  }

  private void add(Text target, LoweredPolicy policy) {
    Text first = names.putIfAbsent(policy.meaning().name(), target);
    if (first == null) {
      policies.add(policy);
      return;
    }
    report.add(
        Diagnostic.error(
                Code.TEST_TARGET,
                "two files under test hold a policy `" + policy.meaning().name() + "`",
                target.span())
            .withLabel(first.span(), "the other one"));
  }

  private void wrong(Text target, String message, @Nullable String help) {
    report.error(Code.TEST_TARGET, message, target.span(), help);
  }
}
