package dev.actp.cli;

import dev.actp.server.backup.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp restore FILE --data FOLDER}. */
@Command(
    name = "restore",
    description = "Make a data folder of what `actp backup` wrote.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The folder is there as a whole, with its digests and its ledgers verified, or not at all.",
      "What was done after the backup is not in it: revocations above all. Where an anchor knows",
      "of more, the server starts sealed, and `actp recover` goes on. Exits with 1 if the file is",
      "not what was written."
    })
final class RestoreCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "what `actp backup` wrote")
  private String file = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "a folder that is not there, or is empty")
  private String data = "";

  RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path from = console.folder().resolve(file);
    if (!Files.isRegularFile(from)) {
      throw new Unusable("there is no file `" + file + "`");
    }
    try {
      Restore.into(console.folder().resolve(data), from, this::verify);
    } catch (Restore.Broken e) {
      console.note("`" + file + "` is not used: " + e.getMessage());
      return ExitCode.FAILED;
    }
    console.say("restored: " + data + "; what was done after the backup is not in it");
    return ExitCode.GOOD;
  }

  private void verify(Path folder) throws IOException {
    LedgerVerification ledgers = new LedgerVerification(console, folder.toString());
    if (ledgers.ledger(List.of(), List.of(), List.of()) != ExitCode.GOOD) {
      throw new Unusable("a ledger in `" + file + "` does not verify");
    }
  }
}
