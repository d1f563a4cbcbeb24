package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.ledger.verify.KnownCheckpoints;
import dev.actp.runtime.token.KeyFolder;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenKey;
import dev.actp.server.ledger.LedgerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports that are signed, and what both verifiers say of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportSignatureTest {
  private Path folder = Path.of("");
  private SecondVerifier both = new SecondVerifier(folder);
  private String tenant = "";

  @BeforeAll
  void export(@TempDir Path shared) throws IOException {
    folder = shared;
    both = new SecondVerifier(folder);
    Shell shell = new Shell(folder);
    shell.actp("serve", "--port", "0", "--data", "kept");
    for (ExportFormat format : ExportFormat.values()) {
      String line = "ledger export kept --format F --output F --signature F.note";
      Shell.Ran ran = shell.actp(line.replace("F", format.id()).split(" "));
      assertThat(ran.exit()).as(ran.err()).isZero();
    }
    SignedNote head =
        Files.readAllLines(folder.resolve("ledger")).stream()
            .flatMap(line -> KnownCheckpoints.ofLine(line).stream())
            .findFirst()
            .orElseThrow();
    tenant =
        Checkpoint.parse(head.text())
            .orElseThrow()
            .origin()
            .substring(Checkpoint.origin("").length());
    write("checkpoint.note", head.toString());
    TokenKey own =
        new KeyFolder(folder.resolve("kept/ledger-keys").resolve(tenant)).load().keys().getFirst();
    TokenKey other = TokenKey.generate(Purpose.LEDGER, KeyState.ACTIVE, Instant.EPOCH);
    write("key", LedgerKeys.verifier(tenant, own) + "\n");
    write("other.key", LedgerKeys.verifier(tenant, other) + "\n");
    write("acme.key", LedgerKeys.verifier("acme", other) + "\n");
    String text = SignedNote.parse(read("csv.note")).orElseThrow().text();
    write("other.note", note(LedgerKeys.verifier(tenant, other), other, text));
    write("acme.note", note(LedgerKeys.verifier("acme", other), other, text));
    write(
        "foreign.note",
        note(
            LedgerKeys.verifier("acme", other),
            other,
            text.replace("export/" + tenant, "export/acme")));
    write("counted.note", read("csv.note").replaceFirst("records \\d+", "records 1000000"));
    write("root.note", note(LedgerKeys.verifier(tenant, own), own, head.text()));
  }

  private static String note(VerifierKey name, TokenKey signer, String text) {
    byte[] made = signer.signNote(text);
    return new SignedNote(text, List.of(SignedNote.Signature.of(name, made))).toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Shell.Ran ran(String... arguments) throws IOException, InterruptedException {
    Shell.Ran ran = both.first(Arrays.asList(arguments));
    both.same(Arrays.asList(arguments), ran);
    return ran;
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatIsVerifiedAndOneByteIsSeen(ExportFormat format) throws Exception {
    String id = format.id();
    Shell.Ran good = ran(id, "--signature", id + ".note", "--key", "key");
    assertThat(good.out())
        .matches(
            "intact  "
                + tenant
                + "  \\d+ records? as "
                + id
                + ", from before record \\d+\n"
                + "        selection: all of them\n");
    assertThat(good.exit()).isZero();
    byte[] bytes = Files.readAllBytes(folder.resolve(id));
    for (int at : List.of(0, bytes.length / 2, bytes.length - 1)) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(folder.resolve("changed"), changed);
      refused("the file is not what was signed", "changed", id + ".note", "key");
    }
    for (int length : List.of(0, bytes.length / 2, bytes.length - 1)) {
      Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
      refused("the file is not what was signed", "cut", id + ".note", "key");
    }
    Files.write(folder.resolve("longer"), Arrays.copyOf(bytes, bytes.length + 1));
    refused("the file is not what was signed", "longer", id + ".note", "key");
    refused("the signature is not made by a key of `" + tenant, id, id + ".note", "other.key");
  }

  private void refused(String why, String file, String note, String key) throws Exception {
    Shell.Ran ran = ran(file, "--signature", note, "--key", key);
    assertThat(ran.out()).startsWith("broken  " + why);
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void whoseSignatureItIsCounts() throws Exception {
    refused("the file is not what was signed", "cef", "csv.note", "key");
    refused("the signature is not made by a key of", "csv", "csv.note", "acme.key");
    refused("the signature is not made by a key of", "csv", "other.note", "key");
    refused("the signature is not made by a key of", "csv", "acme.note", "acme.key");
    refused("the signature is not made by a key of `acme`", "csv", "foreign.note", "key");
    refused("the signature is not made by a key of", "csv", "counted.note", "key");
    assertThat(ran("csv", "--signature", "foreign.note", "--key", "acme.key").out())
        .as("whoever has the key of another tenant signs for that one alone")
        .startsWith("intact  acme  ");
  }

  @Test
  void neitherPassesForACheckpointNorOneForIt() throws Exception {
    for (String note : List.of("checkpoint.note", "root.note", "key", "csv", "missing")) {
      assertThat(ran("ledger", "--signature", note, "--key", "key").exit()).as(note).isEqualTo(2);
    }
    Shell.Ran ran = ran("ledger", "--checkpoint", "csv.note", "--key", "key");
    assertThat(ran.out()).isEqualTo("broken  at record 0: a checkpoint that was given is none\n");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void whatIsMissingOrTooMuchIsSaid() throws Exception {
    for (String arguments :
        List.of(
            "csv --signature csv.note",
            "missing --signature csv.note --key key",
            "kept --signature csv.note --key key",
            "csv --signature csv.note --key key --checkpoint checkpoint.note",
            "csv --signature csv.note --key key --receipt 0:" + "0".repeat(64))) {
      assertThat(ran(arguments.split(" ")).exit()).as(arguments).isEqualTo(2);
    }
  }

  @Test
  void aSignatureIsWrittenOverNothingAndNeedsAKey() throws Exception {
    Shell shell = new Shell(folder);
    assertThat(shell.actp("ledger", "export", "kept", "--signature", "csv.note").err())
        .isEqualTo("actp: `csv.note` is there already\n");
    shell.actp("serve", "--port", "0", "--data", "without");
    Path keys = folder.resolve("without/ledger-keys");
    Files.move(keys, folder.resolve("moved"));
    assertThat(shell.actp("ledger", "export", "without", "--signature", "new.note").err())
        .isEqualTo("actp: there is no key that signs in the data folder\n");
    assertThat(folder.resolve("new.note")).doesNotExist();
    assertThat(keys).doesNotExist();
  }
}
