package dev.actp.cli;

import dev.actp.runtime.ledger.ExportDigest;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.ExportVerifier;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.ledger.verify.KnownCheckpoints;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.store.IndexVerification;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.runtime.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Holds a ledger or an export to what is known of it, and says what comes of it.
 *
 * @param where a data folder or a file, as it was given
 */
record LedgerVerification(Console console, String where) {
  /** What has the form of a verifier key, and may be shown. */
  private static final Pattern KEY = Pattern.compile("[^+\\s]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]+");

  /** The records of a data folder, or of an export in the ledger's form. */
  int ledger(List<String> receipts, List<String> checkpoints, List<String> keys)
      throws IOException {
    Demands demands = new Demands(receipts(receipts), notes(checkpoints), keys(keys));
    Path path = console.folder().resolve(where);
    if (Files.isDirectory(path)) {
      return verifyFolder(path, where, demands);
    }
    if (!Files.exists(path)) {
      throw new Unusable("there is no file or folder `" + where + "`");
    }
    try (Leaves lines = new JsonLines(Files.newInputStream(path))) {
      return say(LedgerVerifier.verify(ExportLines.of(lines, where), demands), demands);
    }
  }

  /** A file of any format, by the note that was signed when it was exported. */
  int export(String signature, List<String> keys) throws IOException {
    List<VerifierKey> read = keys(keys);
    if (read.isEmpty()) {
      throw new Unusable("a signature needs the key that it was made with: --key");
    }
    Optional<SignedNote> note = SignedNote.parse(read(signature));
    Optional<ExportDigest> said = note.flatMap(one -> ExportDigest.parse(one.text()));
    if (note.isEmpty() || said.isEmpty()) {
      throw new Unusable("`" + signature + "` holds no signature of an export");
    }
    Path path = console.folder().resolve(where);
    if (!Files.isRegularFile(path)) {
      throw new Unusable("there is no file `" + where + "`");
    }
    try (InputStream file = Files.newInputStream(path)) {
      Optional<String> defect = ExportVerifier.defect(file, said.get(), note.get(), read);
      return defect.map(this::broken).orElseGet(() -> genuine(said.get()));
    }
  }

  private int broken(String why) {
    console.say(console.outStyle().bad("broken") + "  " + why);
    return ExitCode.FAILED;
  }

  private int genuine(ExportDigest said) {
    console.say(
        console.outStyle().good("intact")
            + "  "
            + said.tenant()
            + "  "
            + Words.count(said.records(), "record")
            + " as "
            + said.format()
            + ", from before record "
            + said.before());
    console.say(
        "        selection: " + (said.selection().isEmpty() ? "all of them" : said.selection()));
    return ExitCode.GOOD;
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
      Optional<VerifierKey> given = VerifierKey.parse(text);
      keys.addAll(given.isPresent() ? List.of(given.get()) : keysIn(text));
    }
    return keys;
  }

  /** What a file holds instead of keys may be secret: it is not shown. */
  private List<VerifierKey> keysIn(String file) throws IOException {
    Path path = console.folder().resolve(file);
    if (!Files.isRegularFile(path)) {
      throw KEY.matcher(file).matches()
          ? new Unusable(
              "`%.40s` is no verifier key: its id is not that of its name and key".formatted(file))
          : GivenSecret.missing(file, "--key");
    }
    List<VerifierKey> keys = new ArrayList<>();
    for (String line : text(path).lines().toList()) {
      keys.add(
          VerifierKey.parse(line)
              .orElseThrow(
                  () -> new Unusable("`" + file + "` holds more than keys like NAME+ID+KEY")));
    }
    if (keys.isEmpty()) {
      throw new Unusable("`" + file + "` holds no verifier key like NAME+ID+KEY");
    }
    return keys;
  }

  private String read(String file) throws IOException {
    Path path = console.folder().resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new Unusable("there is no file `" + file + "`");
    }
    return text(path);
  }

  /** What is no text either holds nothing that can be read. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private int verifyFolder(Path folder, String where, Demands demands) throws IOException {
    try (IndexVerification index = IndexVerification.open(folder);
        SqliteLedger ledger = SqliteLedger.open(folder)) {
      List<String> tenants = tenants(ledger, where);
      if (tenants.size() > 1 && !demands.equals(Demands.NONE)) {
        throw new Unusable("there are several ledgers: verify an export of one, which see");
      }
      int exit = ExitCode.GOOD;
      for (String tenant : tenants) {
        Demands all = ledger.head(tenant).map(demands::and).orElse(demands);
        try (Leaves lines = ledger.lines(tenant)) {
          Verdict verdict = LedgerVerifier.verify(lines, all);
          exit = Math.max(exit, say(withIndex(verdict, index, ledger, tenant), demands));
        }
      }
      return exit;
    } catch (StoreException e) {
      throw new Unusable("the data folder `" + where + "` cannot be used: " + e.getMessage());
    }
  }

  /** What is found and counted by is looked at where the records are as they were. */
  private static Verdict withIndex(
      Verdict verdict, IndexVerification index, SqliteLedger ledger, String tenant) {
    return switch (verdict) {
      case Verdict.Broken broken -> broken;
      case Verdict.Intact intact ->
          index.defect(ledger, tenant).<Verdict>map(broken -> broken).orElse(intact);
    };
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
}
