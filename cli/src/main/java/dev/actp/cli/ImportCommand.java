package dev.actp.cli;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.notation.Imported;
import dev.actp.compiler.notation.Importer;
import dev.actp.compiler.notation.Usage;
import dev.actp.compiler.notation.document.DocumentReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp import FILE... [--output DIR]}. */
@Command(
    name = "import",
    description =
        "Translate JSON and YAML policies, role files, MCP tool lists and OpenAPI documents.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON and YAML documents")
  private List<String> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = STANDARD_OUTPUT,
      description = "the folder to write into; nothing there is overwritten; - prints")
  private String output = STANDARD_OUTPUT;

  @Option(
      names = "--usage",
      paramLabel = "LEDGER",
      description =
          "a server's data folder, or audit records, one a line: permissions of a role that were"
              + " not used are left out")
  private @Nullable String ledger;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Usage usage = ledger == null ? null : UsageArgument.read(console.folder(), ledger);
    Diagnostics found = new Diagnostics();
    List<Imported.File> results = new ArrayList<>();
    for (String file : files) {
      Imported imported = Importer.read(file.replace('\\', '/'), bytes(file), usage);
      found.add(new Shown(""), imported.diagnostics());
      results.addAll(imported.files());
    }
    Map<String, String> sources = NewFiles.named(results);
    String folder = output.equals(STANDARD_OUTPUT) ? "" : output.replaceAll("[/\\\\]+$", "") + "/";
    sources.forEach(
        (name, source) ->
            found.add(new Shown(folder), PolicyCompiler.compileText(name, source).diagnostics()));
    found.print(console);
    if (found.errors() > 0) {
      String errors = console.errStyle().bad(Words.count(found.errors(), "error"));
      console.note(errors + ": nothing was written");
      return ExitCode.FAILED;
    }
    if (output.equals(STANDARD_OUTPUT)) {
      print(sources);
    } else {
      NewFiles.write(console.folder(), folder, sources).forEach(console::say);
    }
    return ExitCode.GOOD;
  }

  private byte[] bytes(String file) throws IOException {
    Path path = console.folder().resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new Unusable("there is no file `" + file + "`");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(DocumentReader.MAX_BYTES + 1);
    }
  }

  private void print(Map<String, String> sources) throws Unusable {
    if (sources.size() > 1) {
      throw new Unusable("these become " + sources.size() + " files: name a folder by `--output`");
    }
    sources.values().forEach(console.out()::print);
    console.out().flush();
  }
}
