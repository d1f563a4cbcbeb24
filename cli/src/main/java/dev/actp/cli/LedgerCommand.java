package dev.actp.cli;

import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.service.Erasure;
import dev.actp.runtime.service.Selection;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.KeyEncryption;
import dev.actp.runtime.store.ReadOnlyStore;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoreException;
import dev.actp.server.KeyDesk;
import dev.actp.server.LedgerDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp ledger}. */
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
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Exits with 0 if all of it holds, 1 if something does not, 2 if it cannot be verified."
      })
  int verify(
      @Parameters(
              paramLabel = "WHERE",
              description = "a server's data folder, or an export with a record a line")
          String where,
      @Option(
              names = "--receipt",
              paramLabel = "INDEX:HASH",
              description = "a record that has to be there: its receipt; may be repeated")
          @Nullable List<String> receipts,
      @Option(
              names = "--checkpoint",
              paramLabel = "FILE",
              description =
                  "checkpoints that were kept elsewhere: a signed note, or the file of an anchor;"
                      + " may be repeated")
          @Nullable List<String> checkpoints,
      @Option(
              names = "--key",
              paramLabel = "KEY",
              description =
                  "what checkpoints have to be signed with: a verifier key, or a file with some;"
                      + " may be repeated")
          @Nullable List<String> keys,
      @Option(
              names = "--signature",
              paramLabel = "NOTE",
              description =
                  "the signature of an export, in any format: that WHERE is what was signed by"
                      + " --key, and nothing else")
          @Nullable String signature)
      throws IOException {
    LedgerVerification verification = new LedgerVerification(console, where);
    if (signature == null) {
      return verification.ledger(orNone(receipts), orNone(checkpoints), orNone(keys));
    }
    if (receipts != null || checkpoints != null) {
      throw new Unusable("--signature goes with --key alone: it says nothing about other records");
    }
    return verification.export(signature, orNone(keys));
  }

  private static List<String> orNone(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
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
          @Nullable String records,
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "whose; those of the first tenant without")
          @Nullable String tenant)
      throws Unusable {
    Selection selection = new ErasedSubject(attribute, agent, records).selection();
    String kept = WhichServer.data(console, data);
    try (KeyDesk desk =
        WhichServer.kept(
            console, kept, tenant, "ask that one, by POST /v1/erasures at its address")) {
      return switch (desk.erase(selection)) {
        case Erasure.Stopped(var why) -> throw new Unusable(why.message());
        case Erasure.Going ignored -> throw new IllegalStateException("it goes on to the end");
        case Erasure.Ended(ErasureOrder erased, var ignored) -> {
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
    String kept = WhichServer.data(console, data);
    Path folder = console.folder().resolve(kept);
    if (!Files.exists(folder.resolve(SqliteStore.FILE))) {
      throw new Unusable("no server was ever started on the data folder `" + kept + "`");
    }
    return DataFolder.open(folder);
  }

  @Command(
      name = "export",
      description = "Write all records, oldest first.",
      mixinStandardHelpOptions = true)
  int export(
      @Parameters(paramLabel = "WHERE", description = "a server's data folder; the server may run")
          String where,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "ledger",
              description =
                  "${DEFAULT-VALUE} without: records and signed checkpoints, which `verify` reads;"
                      + " or jsonl, csv, cef, ocsf, syslog, otlp")
          String format,
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "whose records, where the folder has those of several")
          @Nullable String tenant,
      @Option(
              names = "--values",
              description =
                  "with what is kept beside the records and all policies: enough for `replay`, and"
                      + " personal")
          boolean values,
      @Option(names = "--output", paramLabel = "FILE", description = "a new file to write to")
          @Nullable String output,
      @Option(
              names = "--signature",
              paramLabel = "FILE",
              description =
                  "a new file for the signature by the ledger's key, which `verify --signature`"
                      + " takes")
          @Nullable String signature)
      throws IOException {
    Path data = console.folder().resolve(where);
    if (signature != null && Files.exists(console.folder().resolve(signature))) {
      throw new Unusable("`" + signature + "` is there already");
    }
    try (SqliteLedger ledger = SqliteLedger.open(data);
        ReadOnlyStore store = values ? ReadOnlyStore.open(data) : null) {
      LedgerExport export =
          new LedgerExport(ledger, tenant, format, store == null ? null : store.queries());
      if (output == null) {
        export.write(console.out());
      } else {
        export.write(console.folder().resolve(output));
      }
      if (signature != null) {
        export.sign(data, console.folder().resolve(signature));
      }
      return ExitCode.GOOD;
    } catch (StoreException e) {
      throw new Unusable("the data folder `" + where + "` cannot be used: " + e.getMessage());
    }
  }

  @Command(
      name = "rotate-key",
      description = "Sign checkpoints with another key, while the server does not run.",
      mixinStandardHelpOptions = true)
  int rotateKey(
      @Option(
              names = "--data",
              paramLabel = "FOLDER",
              description =
                  "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
          @Nullable String data)
      throws IOException {
    try (LedgerDesk desk = RecoverCommand.desk(console, data, List.of())) {
      return switch (desk.rotate()) {
        case LedgerDesk.Refused(String why) -> throw new Unusable(why);
        case LedgerDesk.Rotated(List<String> made) -> {
          console.note("verifies what is signed from now on; keep the one before for the rest");
          made.forEach(console::say);
          yield ExitCode.GOOD;
        }
      };
    }
  }
}
