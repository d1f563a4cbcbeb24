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
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.server.LedgerDesk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
      description = "Write a ledger as lines: its records, and its signed checkpoints among them.",
      mixinStandardHelpOptions = true)
  int export(
      @Parameters(paramLabel = "FOLDER", description = "a server's data folder") String where,
      @Option(
              names = "--output",
              paramLabel = "FILE",
              description = "where to; the standard output without")
          @Nullable String output,
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "whose ledger, where there are several")
          @Nullable String tenant)
      throws IOException {
    try (SqliteLedger ledger = SqliteLedger.open(console.folder().resolve(where))) {
      List<String> tenants = tenants(ledger, where);
      if (tenant == null ? tenants.size() > 1 : !tenants.contains(tenant)) {
        throw new Unusable("`--tenant` is one of " + String.join(", ", tenants));
      }
      try (Leaves lines = ledger.lines(tenant == null ? tenants.getFirst() : tenant)) {
        if (output == null) {
          for (byte[] line = lines.next(); line != null; line = lines.next()) {
            console.out().write(new String(line, StandardCharsets.UTF_8) + "\n");
          }
          console.out().flush();
        } else {
          write(lines, console.folder().resolve(output));
        }
      }
      return ExitCode.GOOD;
    }
  }

  private static void write(Leaves lines, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        out.write(line);
        out.write('\n');
      }
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
