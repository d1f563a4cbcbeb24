package dev.actp.cli;

import dev.actp.compiler.notation.Usage;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What agents have used, out of a data folder or an export. */
final class UsageArgument {
  private UsageArgument() {}

  /**
   * Reads all records.
   *
   * @throws Unusable where there are none to read
   */
  static Usage read(Path folder, String where) throws IOException {
    Path path = folder.resolve(where);
    if (Files.isDirectory(path)) {
      return readFolder(path, where);
    }
    if (!Files.exists(path)) {
      throw new Unusable("there is no file or folder `" + where + "`");
    }
    try (Leaves leaves = new JsonLines(Files.newInputStream(path)).records()) {
      return usage(leaves, where);
    }
  }

  private static Usage readFolder(Path path, String where) throws IOException {
    try (SqliteLedger store = SqliteLedger.open(path)) {
      List<String> tenants = store.tenants();
      Optional<String> alone = Tenants.alone(tenants);
      if (alone.isEmpty()) {
        throw new Unusable(
            "`" + where + "` holds " + Words.count(tenants.size(), "ledger") + ": export one");
      }
      try (Leaves leaves = store.lines(alone.get()).records()) {
        return usage(leaves, where);
      }
    }
  }

  private static Usage usage(Leaves leaves, String where) throws IOException {
    return switch (Usage.read(leaves)) {
      case Usage.Reading.Read(Usage usage) -> usage;
      case Usage.Reading.Refused(long line, String why) ->
          throw new Unusable("`" + where + "` line " + line + " is no record: " + why);
    };
  }
}
