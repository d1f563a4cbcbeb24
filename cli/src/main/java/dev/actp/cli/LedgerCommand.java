package dev.actp.cli;

import dev.actp.runtime.ledger.JsonLines;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.LedgerVerifier;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.Verdict;
import dev.actp.runtime.service.Erasure;
import dev.actp.runtime.service.Selection;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.KeyEncryption;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoreException;
import dev.actp.server.KeyDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp ledger verify} and {@code actp ledger export}. */
@Command(
    name = "ledger",
    description = "Look at what was recorded.",
    mixinStandardHelpOptions = true)
final class LedgerCommand {
  private final Console console;

  LedgerCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "verify",
      description = "Verify that no record was edited, moved, taken out or cut off.",
      mixinStandardHelpOptions = true)
  int verify(
      @Parameters(
              paramLabel = "WHERE",
              description = "a server's data folder, or an export with a record a line")
          String where,
      @Option(
              names = "--receipt",
              paramLabel = "INDEX:HASH",
              description = "a record that has to be there: its receipt; may be repeated")
          @Nullable List<String> receipts)
      throws IOException {
    List<Receipt> known = new ArrayList<>();
    for (String receipt : receipts == null ? List.<String>of() : receipts) {
      known.add(receipt(receipt));
    }
    Path path = console.folder().resolve(where);
    if (Files.isDirectory(path)) {
      return verifyFolder(path, where, known);
    }
    if (!Files.exists(path)) {
      throw new Unusable("there is no file or folder `" + where + "`");
    }
    try (Leaves leaves = new JsonLines(Files.newInputStream(path))) {
      return say(LedgerVerifier.verify(leaves, known));
    }
  }

  @Command(
      name = "erase",
      description = "Erase what is kept beside the records of a subject; the records stay.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "A running server does the same at /v1/erasures, for a key with the role admin."
      })
  int erase(
      @Option(
              names = "--data",
              paramLabel = "FOLDER",
              description =
                  "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
          @Nullable String data,
      @Option(
              names = "--attribute",
              paramLabel = "NAME=VALUE",
              description = "all that holds this value under this name")
          @Nullable String attribute,
      @Option(names = "--agent", paramLabel = "ID", description = "all that an agent did")
          @Nullable String agent,
      @Option(
              names = "--records",
              paramLabel = "FROM-TO",
              description = "the records of these places, both included")
          @Nullable String records)
      throws Unusable {
    Selection selection = new ErasedSubject(attribute, agent, records).selection();
    try (KeyDesk desk = KeyCommand.desk(console, data)) {
      return switch (desk.erase(selection)) {
        case Erasure.Stopped(var why) -> throw new Unusable(why.message());
        case Erasure.Erased erased -> {
          console.say(
              "erased  %s, %s, %s"
                  .formatted(
                      Words.count(erased.records(), "record"),
                      Words.count(erased.approvals(), "approval"),
                      Words.count(erased.tokens(), "token")));
          if (erased.live() > 0) {
            console.note(
                erased.live()
                    + " live tokens and approvals keep what they hold until they are over");
          }
          yield ExitCode.GOOD;
        }
      };
    }
  }

  @Command(
      name = "rekey",
      description = "Exchange the key that the ledger's data keys are encrypted with.",
      mixinStandardHelpOptions = true)
  int rekey(
      @Option(
              names = "--data",
              paramLabel = "FOLDER",
              description =
                  "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
          @Nullable String data)
      throws Unusable {
    try (DataFolder held = held(data)) {
      console.say("rewrapped  " + Words.count(KeyEncryption.rotate(held), "data key"));
      return ExitCode.GOOD;
    } catch (StoreException e) {
      throw new Unusable("the data folder cannot be used: " + e.getMessage());
    }
  }

  @Command(
      name = "compact",
      description = "Write the database anew, without a trace of what was erased.",
      mixinStandardHelpOptions = true)
  int compact(
      @Option(
              names = "--data",
              paramLabel = "FOLDER",
              description =
                  "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
          @Nullable String data)
      throws Unusable {
    try (DataFolder held = held(data)) {
      SqliteStore.compact(held);
      return ExitCode.GOOD;
    } catch (StoreException e) {
      throw new Unusable("the data folder cannot be used: " + e.getMessage());
    }
  }

  /** The data folder of a server that does not run. */
  private DataFolder held(@Nullable String data) throws Unusable {
    String kept =
        data != null ? data : console.environment().getOrDefault("ACTP_DATA", ServeCommand.DATA);
    Path folder = console.folder().resolve(kept);
    if (!Files.exists(folder.resolve(SqliteStore.FILE))) {
      throw new Unusable("no server was ever started on the data folder `" + kept + "`");
    }
    return DataFolder.open(folder);
  }

      name = "export",
      description = "Write all records, oldest first, for other tools.",
      mixinStandardHelpOptions = true)
  int export(
      @Parameters(paramLabel = "WHERE", description = "a server's data folder; the server may run")
          String where,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "ledger",
              description =
                  "${DEFAULT-VALUE} without, which `verify` reads; or jsonl, csv, cef, ocsf,"
                      + " syslog, otlp")
          String format,
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "whose records, where the folder has those of several")
          @Nullable String tenant,
      @Option(names = "--output", paramLabel = "FILE", description = "a new file to write to")
          @Nullable String output)
      throws IOException {
    try (SqliteLedger ledger = SqliteLedger.open(console.folder().resolve(where))) {
      LedgerExport export = new LedgerExport(ledger, tenant, format);
      if (output == null) {
        export.write(console.out());
      } else {
        export.write(console.folder().resolve(output));
      }
      return ExitCode.GOOD;
    }
  }

  private static Receipt receipt(String text) throws Unusable {
    if (!text.matches("\\d{1,18}:[0-9a-f]{64}")) {
      throw new Unusable("`" + text + "` is no receipt: write it as INDEX:HASH");
    }
    int colon = text.indexOf(':');
    return new Receipt(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
  }

  private int verifyFolder(Path folder, String where, List<Receipt> known) throws IOException {
    try (SqliteLedger ledger = SqliteLedger.open(folder)) {
      List<String> tenants = ledger.tenants();
      if (tenants.isEmpty()) {
        throw new Unusable("`" + where + "` holds no ledger");
      }
      if (tenants.size() > 1 && !known.isEmpty()) {
        throw new Unusable("there are several ledgers: verify receipts against an export of one");
      }
      int exit = ExitCode.GOOD;
      for (String tenant : tenants) {
        List<Receipt> demanded =
            Stream.concat(known.stream(), ledger.head(tenant).stream()).toList();
        try (Leaves leaves = ledger.leaves(tenant)) {
          exit = Math.max(exit, say(LedgerVerifier.verify(leaves, demanded)));
        }
      }
      return exit;
    }
  }

  private int say(Verdict verdict) {
    Style style = console.outStyle();
    return switch (verdict) {
      case Verdict.Intact intact -> {
        Receipt head = intact.head();
        console.say(
            style.good("intact")
                + "  "
                + intact.tenant()
                + "  "
                + Words.count(intact.records(), "record")
                + (head == null ? "" : ", the last one " + head.index() + ":" + head.leafHash()));
        yield ExitCode.GOOD;
      }
      case Verdict.Broken broken -> {
        console.say(style.bad("broken") + "  at record " + broken.index() + ": " + broken.why());
        yield ExitCode.FAILED;
      }
    };
  }
}
