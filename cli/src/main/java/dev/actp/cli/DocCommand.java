package dev.actp.cli;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.handbook.Handbook;
import dev.actp.compiler.handbook.HandbookWriter;
import dev.actp.compiler.handbook.HtmlHandbook;
import dev.actp.compiler.handbook.MarkdownHandbook;
import dev.actp.dsl.syntax.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp doc FOLDER}. */
@Command(
    name = "doc",
    description = "Write policies down as a page for auditors.",
    mixinStandardHelpOptions = true)
final class DocCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FOLDER", description = "a folder of policies and their tests")
  private String folder = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "html",
      description = "${COMPLETION-CANDIDATES}; html if left out")
  private Format format = Format.HTML;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where the page goes; the standard output if left out")
  private @Nullable String output;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "What agents may do",
      description = "what stands above it")
  private String title = "";

  /** How the page is written. */
  enum Format {
    HTML,
    MARKDOWN
  }

  DocCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Diagnostics found = new Diagnostics();
    List<CompiledFile> policies = new ArrayList<>();
    List<HandbookWriter.Tests> tests = new ArrayList<>();
    for (PolicyRoot root : PathArguments.resolve(console.folder(), List.of(folder))) {
      LoadedPolicies loaded = LoadedPolicies.of(console, List.of(folder));
      if (loaded.refused(console)) {
        return ExitCode.FAILED;
      }
      loaded.files().forEach(each -> policies.add(each.file()));
      TestFilter all = new TestFilter("");
      for (TestedFile file : TestedFile.runAll(root, new Shown(root.shown()), all, null)) {
        found.add(file.shown(), file.diagnostics());
        policies.stream()
            .filter(each -> each.path().equals(file.path()))
            .map(CompiledFile::unit)
            .filter(TestFile.class::isInstance)
            .forEach(
                unit ->
                    tests.add(
                        new HandbookWriter.Tests(
                            file.path(),
                            (TestFile) unit,
                            file.tests().stream().map(TestedFile.Ran::result).toList())));
      }
    }
    if (found.errors() > 0) {
      found.print(console);
      return ExitCode.FAILED;
    }
    if (policies.stream().allMatch(each -> each.policy().isEmpty())) {
      throw new Unusable("there is no policy in `" + folder + "`");
    }
    write(HandbookWriter.write(title, policies, tests));
    return ExitCode.GOOD;
  }

  private void write(Handbook book) throws IOException {
    String page =
        switch (format) {
          case HTML -> HtmlHandbook.render(book);
          case MARKDOWN -> MarkdownHandbook.render(book);
        };
    if (output == null) {
      console.out().print(page);
      console.out().flush();
      return;
    }
    Path file = console.folder().resolve(output);
    if (Files.isDirectory(file)) {
      throw new Unusable("`" + output + "` is a folder");
    }
    Files.writeString(file, page);
    console.say("written: " + output);
  }
}
