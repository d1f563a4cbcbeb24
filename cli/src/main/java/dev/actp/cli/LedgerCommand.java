package dev.actp.cli;

import dev.actp.runtime.ledger.JsonLines;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.LedgerVerifier;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.Verdict;
import dev.actp.runtime.store.SqliteLedger;
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
