package dev.actp.cli;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp fmt [--check] PATH...}. */
@Command(
    name = "fmt",
    description = "Rewrite policies and tests in the one layout there is.",
    mixinStandardHelpOptions = true)
final class FmtCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = ".actp files, or folders of them")
  private List<String> paths = List.of();

  @Option(names = "--check", description = "change nothing; fail where something would change")
  private boolean check;

  FmtCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Diagnostics found = new Diagnostics();
    int files = 0;
    int changed = 0;
    for (PolicyRoot root : PathArguments.resolve(console.folder(), paths)) {
      Shown shown = new Shown(root.shown());
      for (String path : root.files()) {
        changed += format(root.folder().resolve(path), path, shown, found) ? 1 : 0;
        files++;
      }
    }
    found.print(console);
    console.say(summary(files, changed, found.errors()));
    boolean good = found.errors() == 0 && !(check && changed > 0);
    return good ? ExitCode.GOOD : ExitCode.FAILED;
  }

  /** Whether the file is not in the layout, or was not. */
  private boolean format(Path file, String path, Shown shown, Diagnostics found)
      throws IOException {
    ParseResult<SourceFile> read = SourceReader.read(file, path);
    SourceFile source = read.tree();
    if (source == null) {
      found.add(shown, read.diagnostics());
      return false;
    }
    ParseResult<SourceUnit> parsed = Parser.parse(source);
    SourceUnit unit = parsed.tree();
    if (unit == null) {
      found.add(shown, parsed.diagnostics());
      return false;
    }
    String after = Formatter.format(unit, parsed.comments());
    if (after.equals(source.text())) {
      return false;
    }
    ParseResult<SourceFile> readable =
        SourceReader.decode(path, after.getBytes(StandardCharsets.UTF_8));
    if (readable.tree() == null) {
      found.add(shown, readable.diagnostics());
      return false;
    }
    if (!check) {
      OutputFile.replace(file, after);
    }
    console.say((check ? "not formatted: " : "formatted: ") + shown.of(path));
    return true;
  }

  private String summary(int files, int changed, long errors) {
    String all = Words.count(files, "file") + ": ";
    if (errors > 0) {
      return all + console.outStyle().bad(Words.count(errors, "error"));
    }
    if (changed == 0) {
      return all + console.outStyle().good("all formatted");
    }
    return all
        + (check
            ? console.outStyle().bad(changed + " not formatted")
            : console.outStyle().good(changed + " formatted"));
  }
}
