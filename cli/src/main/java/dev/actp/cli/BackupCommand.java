package dev.actp.cli;

import dev.actp.runtime.store.StoreException;
import dev.actp.server.backup.Backup;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp backup [FOLDER] --to FILE}. */
@Command(
    name = "backup",
    description = "Write a server's data into one file, beside the server where it runs.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every decision that was answered before is in it. It holds the keys, and is for its owner",
      "alone: keep it as the data folder is kept, and encrypt it before it goes anywhere else."
    })
final class BackupCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
  private @Nullable String folder;

  @Option(names = "--to", required = true, paramLabel = "FILE", description = "a new file")
  private String file = "";

  BackupCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    String data = WhichServer.data(console, folder);
    Path from = console.folder().resolve(data);
    Path to = console.folder().resolve(file);
    if (!Files.isRegularFile(from.resolve("actp.db"))) {
      throw new Unusable("no server was ever started on the data folder `" + data + "`");
    }
    try {
      Backup.write(from, to);
    } catch (FileAlreadyExistsException there) {
      throw new Unusable("`" + file + "` is there already: name a new file");
    } catch (StoreException e) {
      throw new Unusable("the data folder `" + data + "` cannot be used: " + e.getMessage());
    }
    console.say(
        "written: %s, %d KiB; it holds the keys".formatted(file, (Files.size(to) + 1023) / 1024));
    return ExitCode.GOOD;
  }
}
