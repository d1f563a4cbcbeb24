package dev.actp.cli;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.check.CheckSettings;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.compiler.testing.TestCompiler;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.TestFile;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp check PATH...}. */
@Command(
    name = "check",
    description = "Check policies and tests without running anything.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = ".actp files, or folders of them; imports stay inside the folder")
  private List<String> paths = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text for people, json for programs: ${COMPLETION-CANDIDATES}")
  private Format format = Format.TEXT;

  @Option(names = "--strict", description = "demand a declaration of every action that is granted")
  private boolean strict;

  /** How diagnostics are shown. */
  enum Format {
    TEXT,
    JSON
  }

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Diagnostics found = new Diagnostics();
    CheckSettings settings = new CheckSettings(strict, LocalDate.now(ZoneOffset.UTC));
    int files = 0;
    for (PolicyRoot root : PathArguments.resolve(console.folder(), paths)) {
      PolicyCompiler compiler = new PolicyCompiler(new FolderSources(root.folder()), settings);
      Shown shown = new Shown(root.shown());
      root.files().parallelStream()
          .map(path -> check(compiler, path))
          .toList()
          .forEach(diagnostics -> found.add(shown, diagnostics));
      files += root.files().size();
    }
    if (format == Format.JSON) {
      console.say(found.json());
    } else {
      found.print(console);
      console.say(summary(files, found));
    }
    return found.errors() == 0 ? ExitCode.GOOD : ExitCode.FAILED;
  }

  private static List<Diagnostic> check(PolicyCompiler compiler, String path) {
    CompiledFile file = compiler.compile(path);
    List<Diagnostic> diagnostics = new ArrayList<>(file.diagnostics());
    if (file.unit() instanceof TestFile tests) {
      diagnostics.addAll(TestCompiler.compile(compiler, path, tests).diagnostics());
    }
    return diagnostics;
  }

  private String summary(int files, Diagnostics found) {
    String checked = Words.count(files, "file") + " checked: ";
    String warnings = Words.count(found.warnings(), "warning");
    if (found.errors() > 0) {
      String errors = Words.count(found.errors(), "error");
      return checked
          + console.outStyle().bad(found.warnings() == 0 ? errors : errors + ", " + warnings);
    }
    return checked
        + (found.warnings() == 0
            ? console.outStyle().good("all good")
            : console.outStyle().warning(warnings));
  }
}
