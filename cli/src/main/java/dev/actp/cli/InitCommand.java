package dev.actp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code actp init [DIR]}. */
@Command(
    name = "init",
    description = "Start a folder of policies: a policy, its tests, a workflow and hooks.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  private static final String HERE = ".";

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = HERE,
      description = "the folder; what is there already is kept as it is")
  private String folder = HERE;

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path root = console.folder().resolve(folder);
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new Unusable("`" + folder + "` is no folder");
    }
    String shown = folder.equals(HERE) ? "" : folder.replaceAll("[/\\\\]+$", "") + "/";
    for (Template template : Template.ALL) {
      boolean written = template.writeInto(root);
      console.say((written ? "written: " : "kept:    ") + shown + template.path());
    }
    console.say("");
    console.say("Next:");
    next(shown).forEach(line -> console.say("  " + line));
    return ExitCode.GOOD;
  }

  private static List<String> next(String shown) {
    String inside = shown.isEmpty() ? "" : "-C " + shown.substring(0, shown.length() - 1) + " ";
    return List.of(
        "actp test " + shown + "policies",
        "git " + inside + "config core.hooksPath .githooks",
        "actp serve " + shown + "policies --data " + shown + "actp-data");
  }
}
