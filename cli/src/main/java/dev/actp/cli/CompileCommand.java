package dev.actp.cli;

import dev.actp.compiler.listing.IrListing;
import dev.actp.compiler.rules.DrlListing;
import dev.actp.runtime.policy.Policy;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp compile --emit ir|drl FILE}. */
@Command(
    name = "compile",
    description = "Show what a policy compiles to.",
    mixinStandardHelpOptions = true)
final class CompileCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "a policy or a guardrail")
  private String file = "";

  @Option(
      names = "--emit",
      paramLabel = "WHAT",
      required = true,
      description =
          "ir: its meaning as JSON, with its digest; drl: its rules as text."
              + " One of ${COMPLETION-CANDIDATES}")
  private Emit emit = Emit.IR;

  /** What is shown. */
  enum Emit {
    IR,
    DRL
  }

  CompileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    LoadedPolicies loaded = LoadedPolicies.of(console, List.of(file));
    if (loaded.refused(console)) {
      return ExitCode.FAILED;
    }
    List<Policy> policies = loaded.policies();
    if (policies.size() != 1) {
      throw new Unusable(
          policies.isEmpty()
              ? "there is no policy in `" + file + "`"
              : "there are "
                  + policies.size()
                  + " policies in `"
                  + file
                  + "`; name the file of one");
    }
    Policy policy = policies.getFirst();
    console
        .out()
        .print(
            switch (emit) {
              case IR -> IrListing.of(policy);
              case DRL -> DrlListing.of(policy);
            });
    console.out().flush();
    return ExitCode.GOOD;
  }
}
