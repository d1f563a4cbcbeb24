package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.MerkleTree;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.Tiles;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenKey;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What can be done to a ledger, and that both verifiers see it: {@code actp ledger verify} and the
 * one in Python, which say the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTamperTest {
  private static final int RECORDS = 300;
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  private Path folder = Path.of("");
  private final TokenKey key = TokenKey.generate(Purpose.LEDGER, KeyState.ACTIVE, START);
  private final TokenKey other = TokenKey.generate(Purpose.LEDGER, KeyState.ACTIVE, START);
  private SecondVerifier both = new SecondVerifier(folder);

  /** An export: records, and checkpoints after some of them. */
  private List<String> export(String tenant, int records, String mark, TokenKey signer) {
    RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
    List<String> lines = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      TreeMap<String, Value> details = new TreeMap<>();
      details.put("n", new Value.Text(i < 200 ? "same" : mark));
      Entry.Acted entry =
          new Entry.Acted(
              "x", "key", "k", "a" + i, new Value.Struct(details), Value.Struct.EMPTY, null);
      String previous = hashes.isEmpty() ? Leaf.NONE : hashes.getLast();
      Sealed one = writer.write(tenant, i, previous, START.plusSeconds(i), entry);
      hashes.add(one.leafHash());
      lines.add(new String(one.leaf(), StandardCharsets.UTF_8));
      if (i == 99 || i == 255 || i == records - 1) {
        lines.add(note(tenant, hashes, signer).line());
      }
    }
    return lines;
  }

  private static SignedNote note(String tenant, List<String> hashes, TokenKey signer) {
    byte[] root = new MerkleTree(new Hashes(hashes)).root(hashes.size());
    Checkpoint head = new Checkpoint(Checkpoint.origin(tenant), hashes.size(), root);
    VerifierKey verifier = verifier(signer);
    return new SignedNote(
        head.text(), List.of(SignedNote.Signature.of(verifier, signer.signNote(head.text()))));
  }

  private static VerifierKey verifier(TokenKey key) {
    return new VerifierKey(Checkpoint.origin("acme"), key.publicBytes().orElseThrow());
  }

  private record Hashes(List<String> all) implements Tiles {
    @Override
    public byte[] hashes(int level, long first, int count) {
      byte[] hashes = new byte[count * Leaf.HASH];
      for (int i = 0; i < count; i++) {
        byte[] one =
            level == 0
                ? HexFormat.of().parseHex(all.get((int) first + i))
                : MerkleTree.fold(
                    Leaf.digest(), hashes(level - 1, (first + i) * WIDTH, WIDTH), WIDTH);
        System.arraycopy(one, 0, hashes, i * Leaf.HASH, Leaf.HASH);
      }
      return hashes;
    }
  }

  private static List<Integer> checkpoints(List<String> lines) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("{\"checkpoint\"")) {
        places.add(i);
      }
    }
    return places;
  }

  @BeforeAll
  void look(@TempDir Path shared) throws IOException {
    folder = shared;
    both = new SecondVerifier(folder);
    lines = export("acme", RECORDS, "one", key);
    kept = lines.get(checkpoints(lines).get(1));
    Files.writeString(folder.resolve("kept.jsonl"), kept + "\n");
    Files.writeString(folder.resolve("key"), verifier(key) + "\n");
  }

  private List<String> lines = List.of();
  private String kept = "";

  /** What is done to an export, and what has to be said of it. */
  enum Tampering {
    NONE(null),
    ADD_WHAT_GOES_WITH_RECORDS(null),
    ADD_WHAT_LOOKS_LIKE_IT("at record 151: it is no JSON object in canonical form"),
    EDIT_A_RECORD("at record 151: it does not follow from record 150: one of the two was changed"),
    EDIT_THE_LAST_RECORD(
        "at record 256: the checkpoint of 300 records is of others:"
            + " one from here on is not what it was"),
    DELETE_A_RECORD("at record 150: it says that it is record 151"),
    DELETE_THE_FIRST_RECORD("at record 0: it says that it is record 1"),
    REORDER_RECORDS("at record 150: it says that it is record 151"),
    INSERT_A_RECORD("at record 151: it says that it is record 150"),
    INSERT_NO_RECORD("at record 150: it is no JSON object in canonical form"),
    SAY_A_MEMBER_TWICE("at record 150: it is no JSON object in canonical form"),
    WRITE_ANOTHER_FORM("at record 151: it does not follow from record 150"),
    TRUNCATE("at record 200: the ledger ends here, and a known checkpoint covers 256 records"),
    CUT_A_LINE("at record 200: it is no JSON object in canonical form"),
    ROLL_BACK("at record 100: the ledger ends here, and a known checkpoint covers 256 records"),
    FORK(
        "at record 100: the checkpoint of 256 records is of others:"
            + " one from here on is not what it was"),
    WRITE_ANEW_WITH_ANOTHER_KEY(
        "at record 100: the checkpoint of 100 records is not signed by a key that was given"),
    SWAP_THE_KEY_OF_A_CHECKPOINT(
        "at record 300: the checkpoint of 300 records is not signed by a key that was given"),
    CHANGE_A_CHECKPOINTS_ROOT(
        "at record 300: the checkpoint of 300 records is not signed by a key that was given"),
    CHANGE_A_CHECKPOINTS_SIZE(
        "at record 300: the checkpoint of 299 records is not signed by a key that was given"),
    CHANGE_A_SIGNATURE(
        "at record 300: the checkpoint of 300 records is not signed by a key that was given"),
    MOVE_A_CHECKPOINT("at record 99: the checkpoint before it is of 100 records"),
    BREAK_A_CHECKPOINT("at record 300: the checkpoint before it is none"),
    STRIP_THE_CHECKPOINTS_AND_KNOW_NONE(
        "at record 300: no checkpoint that is signed by a key that was given covers the records"),
    TAKE_ANOTHER_TENANTS("at record 100: the checkpoint of 100 records is not signed by");

    private final @Nullable String said;

    Tampering(@Nullable String said) {
      this.said = said;
    }
  }

  private List<String> tampered(Tampering how) {
    List<String> all = new ArrayList<>(lines);
    int at = 151; // record 150: one checkpoint is before it
    int last = all.size() - 1;
    switch (how) {
      case NONE -> {}
      case ADD_WHAT_GOES_WITH_RECORDS -> {
        all.add(at + 1, "{\"beside\":{\"sealed\":{}}}");
        all.add(0, "{\"policy\":{}}");
      }
      case ADD_WHAT_LOOKS_LIKE_IT -> all.add(at + 1, "{\"beside\":");
      case EDIT_A_RECORD -> all.set(at, all.get(at).replace("\"a150\"", "\"b150\""));
      case EDIT_THE_LAST_RECORD -> all.set(last - 1, all.get(last - 1).replace("a299", "b299"));
      case DELETE_A_RECORD -> all.remove(at);
      case DELETE_THE_FIRST_RECORD -> all.remove(0);
      case REORDER_RECORDS -> all.set(at, all.set(at + 1, all.get(at)));
      case INSERT_A_RECORD -> all.add(at, all.get(at));
      case INSERT_NO_RECORD -> all.add(at, "{}x");
      case SAY_A_MEMBER_TWICE ->
          all.set(at, all.get(at).replace("\"index\":150", "\"index\":150,\"index\":150"));
      case WRITE_ANOTHER_FORM -> all.set(at, all.get(at).replace("\"index\":", "\"index\": "));
      case TRUNCATE -> all.subList(201, all.size()).clear();
      case CUT_A_LINE -> {
        all.subList(202, all.size()).clear();
        all.set(201, all.get(201).substring(0, 50));
      }
      case ROLL_BACK -> all.subList(101, all.size()).clear();
      case FORK -> all = export("acme", RECORDS, "two", key);
      case WRITE_ANEW_WITH_ANOTHER_KEY -> all = export("acme", RECORDS, "one", other);
      case SWAP_THE_KEY_OF_A_CHECKPOINT -> {
        List<String> anew = export("acme", RECORDS, "one", other);
        all.set(last, anew.getLast());
      }
      case CHANGE_A_CHECKPOINTS_ROOT ->
          all.set(last, all.get(last).replaceAll("\\\\n300\\\\n.", "\\\\n300\\\\n/"));
      case CHANGE_A_CHECKPOINTS_SIZE ->
          all.set(last, all.get(last).replace("\\n300\\n", "\\n299\\n"));
      case CHANGE_A_SIGNATURE -> all.set(last, changedSignature(all.get(last)));
      case MOVE_A_CHECKPOINT -> all.set(99, all.set(100, all.get(99)));
      case BREAK_A_CHECKPOINT -> all.set(last, "{\"checkpoint\":\"none\"}");
      case STRIP_THE_CHECKPOINTS_AND_KNOW_NONE ->
          all.removeIf(line -> line.startsWith("{\"checkpoint\""));
      case TAKE_ANOTHER_TENANTS -> all = export("other", RECORDS, "one", key);
    }
    return all;
  }

  /** Another character in the middle of the base64 of the signature. */
  private static String changedSignature(String line) {
    int middle = line.length() - 40;
    char c = line.charAt(middle) == 'A' ? 'B' : 'A';
    return line.substring(0, middle) + c + line.substring(middle + 1);
  }

  @ParameterizedTest
  @EnumSource
  void bothVerifiersSeeIt(Tampering how) throws Exception {
    Path file = folder.resolve(how + ".jsonl");
    Files.writeString(file, String.join("\n", tampered(how)) + "\n");
    List<String> arguments = new ArrayList<>(List.of(file.toString(), "--key", "key"));
    if (how != Tampering.STRIP_THE_CHECKPOINTS_AND_KNOW_NONE) {
      arguments.addAll(List.of("--checkpoint", "kept.jsonl"));
    }
    Shell.Ran ran = both.first(arguments);
    if (how.said == null) {
      assertThat(ran.out())
          .matches("(?s)intact  acme  300 records, .*4 checkpoints, the last one of 300 records\n");
    } else {
      assertThat(ran.out()).startsWith("broken  " + how.said);
    }
    assertThat(ran.exit()).isEqualTo(how.said == null ? 0 : 1);
    both.same(arguments, ran);
  }

  @Test
  void receiptsHaveToBeThere() throws Exception {
    Path file = folder.resolve("export.jsonl");
    Files.writeString(file, String.join("\n", lines) + "\n");
    String there = "299:" + head(file);
    String changed = "299:" + "0".repeat(64);
    String lost = "300:" + "0".repeat(64);
    for (String receipt : List.of(there, changed, lost)) {
      List<String> arguments = List.of(file.toString(), "--receipt", receipt);
      Shell.Ran ran = both.first(arguments);
      assertThat(ran.exit()).isEqualTo(receipt.equals(there) ? 0 : 1);
      both.same(arguments, ran);
    }
    List<String> arguments =
        List.of(file.toString(), "--receipt", changed, "--receipt", there, "--receipt", there);
    Shell.Ran ran = both.first(arguments);
    assertThat(ran.out()).isEqualTo("broken  at record 0: two receipts of record 299 differ\n");
    both.same(arguments, ran);
  }

  private String head(Path file) {
    String line = both.first(List.of(file.toString())).out().lines().findFirst().orElseThrow();
    return line.substring(line.lastIndexOf(':') + 1);
  }

  @Test
  void whatCannotBeVerifiedIsUnusableInBoth() throws Exception {
    Path file = folder.resolve("export.jsonl");
    Files.writeString(file, String.join("\n", lines) + "\n");
    Files.writeString(folder.resolve("nothing"), "nothing\n");
    Files.writeString(folder.resolve("empty"), "");
    for (List<String> arguments :
        Arrays.asList(
            List.of("missing.jsonl"),
            List.of(file.toString(), "--key", "nothing"),
            List.of(file.toString(), "--key", "acme+00000000+AAAA"),
            List.of(file.toString(), "--key", "empty"),
            List.of(file.toString(), "--checkpoint", "nothing"),
            List.of(file.toString(), "--checkpoint", "missing"),
            List.of(file.toString(), "--receipt", "12"))) {
      Shell.Ran ran = both.first(arguments);
      assertThat(ran.exit()).as("%s", arguments).isEqualTo(2);
      both.same(arguments, ran);
    }
  }

  /** The key that signs, in the place of the one that verifies. */
  @Test
  void whatWasGivenInsteadOfAKeyIsNotShown() throws Exception {
    Path file = folder.resolve("export.jsonl");
    Files.writeString(file, String.join("\n", lines) + "\n");
    String secret = "yOyTfMT6y0BdGkBQbMLMjAgkQ0FpnWcvSfFnRi8s1cE";
    String json = "{\"state\":\"active\",\"crv\":\"Ed25519\",\"d\":\"" + secret + "\"}";
    Files.writeString(folder.resolve("signing.jwk"), json + "\n");
    Files.write(folder.resolve("signing.der"), new byte[] {(byte) 0xff, 'd', '\n', (byte) 0xfe});
    String two = "private key\n" + secret.substring(0, 20);
    for (String given : List.of("signing.jwk", "signing.der", json, secret, two)) {
      List<String> arguments = List.of(file.toString(), "--key", given);
      Shell.Ran ran = both.first(arguments);
      assertThat(ran.exit()).as(given).isEqualTo(2);
      assertThat(ran.err())
          .contains(given.startsWith("signing") ? given : "--key")
          .doesNotContain(secret.substring(0, 8));
      assertThat(both.same(arguments, ran))
          .isEqualTo(ran.err().replace("actp: ", "ledger_verify: "));
    }
  }

  @Test
  void otherFormatsAreNoLedgerAndATamperedFirstRecordIsBroken() throws Exception {
    String record = lines.getFirst();
    List<String> foreign =
        List.of(
            "audit_id,at,kind\naud_0,now,act\n",
            "CEF:0|actp|actp|0.1|decision|x|3|\n",
            "{\"audit_id\":\"aud_0\",\"record\":" + record + "}\n",
            "{}\n",
            "[" + record + "]\n",
            "\n" + record + "\n");
    for (String text : foreign) {
      Path file = Files.writeString(folder.resolve("foreign"), text);
      Shell.Ran ran = both.first(List.of(file.toString()));
      assertThat(ran.exit()).as(text).isEqualTo(2);
      assertThat(ran.err()).contains("is no ledger export: `--format ledger` writes one");
      assertThat(both.same(List.of(file.toString()), ran)).contains("is no ledger export");
    }
    List<String> tampered =
        List.of(
            record.replaceFirst("\"prev\":", "\"before\":"),
            record.replaceFirst("\"v\":", "\"w\":"),
            record.substring(0, 40),
            "{" + record,
            "{\"checkpoint\":\"none\"}");
    for (String text : tampered) {
      Path file = Files.writeString(folder.resolve("tampered"), text + "\n");
      Shell.Ran ran = both.first(List.of(file.toString()));
      assertThat(ran.exit()).as(text).isEqualTo(1);
      assertThat(ran.out()).startsWith("broken  at record 0: ");
      both.same(List.of(file.toString()), ran);
    }
  }
}
