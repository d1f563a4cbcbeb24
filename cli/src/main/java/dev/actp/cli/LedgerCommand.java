package dev.actp.cli;

import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.ledger.verify.KnownCheckpoints;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.service.Erasure;
import dev.actp.runtime.service.Selection;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.KeyEncryption;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoreException;
import dev.actp.server.KeyDesk;
import dev.actp.server.LedgerDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
          @Nullable List<String> keys)
      throws IOException {
    Demands demands =
        new Demands(receipts(orNone(receipts)), notes(orNone(checkpoints)), keys(orNone(keys)));
    Path path = console.folder().resolve(where);
    if (Files.isDirectory(path)) {
      return verifyFolder(path, where, demands);
    }
    if (!Files.exists(path)) {
      throw new Unusable("there is no file or folder `" + where + "`");
    }
    try (Leaves lines = new JsonLines(Files.newInputStream(path))) {
      return say(LedgerVerifier.verify(lines, demands), demands);
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
    try (KeyDesk desk = WhichServer.kept(console, WhichServer.data(console, data))) {
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
    String kept = WhichServer.data(console, data);
    Path folder = console.folder().resolve(kept);
    if (!Files.exists(folder.resolve(SqliteStore.FILE))) {
      throw new Unusable("no server was ever started on the data folder `" + kept + "`");
    }
    return DataFolder.open(folder);
  }

  private static List<String> orNone(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
  }

  private static List<Receipt> receipts(List<String> texts) throws Unusable {
    List<Receipt> receipts = new ArrayList<>();
    for (String text : texts) {
      if (!text.matches("\\d{1,18}:[0-9a-f]{64}")) {
        throw new Unusable("`" + text + "` is no receipt: write it as INDEX:HASH");
      }
      int colon = text.indexOf(':');
      receipts.add(
          new Receipt(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1)));
    }
    return receipts;
  }

  private List<SignedNote> notes(List<String> files) throws IOException {
    List<SignedNote> notes = new ArrayList<>();
    for (String file : files) {
      notes.addAll(
          KnownCheckpoints.ofFile(read(file))
              .orElseThrow(() -> new Unusable("`" + file + "` holds no checkpoint")));
    }
    return notes;
  }

  private List<VerifierKey> keys(List<String> texts) throws IOException {
    List<VerifierKey> keys = new ArrayList<>();
    for (String text : texts) {
      List<String> lines =
          VerifierKey.parse(text).isPresent() ? List.of(text) : read(text).lines().toList();
      for (String line : lines) {
        keys.add(
            VerifierKey.parse(line)
                .orElseThrow(
                    () ->
                        new Unusable(
                            "`" + line + "` is no verifier key like NAME+ID+KEY, nor a file")));
      }
    }
    return keys;
  }

  private String read(String file) throws IOException {
    Path path = console.folder().resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new Unusable("there is no file `" + file + "`");
    }
    return Files.readString(path);
  }

  private int verifyFolder(Path folder, String where, Demands demands) throws IOException {
    try (SqliteLedger ledger = SqliteLedger.open(folder)) {
      List<String> tenants = tenants(ledger, where);
      if (tenants.size() > 1 && !demands.equals(Demands.NONE)) {
        throw new Unusable("there are several ledgers: verify an export of one, which see");
      }
      int exit = ExitCode.GOOD;
      for (String tenant : tenants) {
        Demands all = ledger.head(tenant).map(demands::and).orElse(demands);
        try (Leaves lines = ledger.lines(tenant)) {
          exit = Math.max(exit, say(LedgerVerifier.verify(lines, all), demands));
        }
      }
      return exit;
    }
  }

  private static List<String> tenants(SqliteLedger ledger, String where) throws Unusable {
    List<String> tenants = ledger.tenants();
    if (tenants.isEmpty()) {
      throw new Unusable("`" + where + "` holds no ledger");
    }
    return tenants;
  }

  private int say(Verdict verdict, Demands demands) {
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
        console.say("        " + covered(intact, demands));
        yield ExitCode.GOOD;
      }
      case Verdict.Broken broken -> {
        console.say(style.bad("broken") + "  at record " + broken.index() + ": " + broken.why());
        yield ExitCode.FAILED;
      }
    };
  }

  /** How far the records are vouched for. */
  private static String covered(Verdict.Intact intact, Demands demands) {
    if (intact.checkpoints() == 0) {
      return "no checkpoint covers them";
    }
    String text =
        Words.count(intact.checkpoints(), "checkpoint")
            + ", the last one of "
            + Words.count(intact.covered(), "record");
    return demands.keys().isEmpty() ? text + "; no key was given: no signature was checked" : text;
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
