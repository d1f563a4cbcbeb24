package dev.actp.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.fixtures.Corpus;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.token.KeyReading;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenKey;
import dev.actp.runtime.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The vectors that other implementations are held against. */
class LedgerVectorsTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  private static final int RECORDS = 21;

  /** The key pair of RFC 8037 A.1, which everybody knows. */
  private static final String KEY =
      """
      {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": "known",
       "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
       "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
      """;

  private final Path folder = Corpus.folder("ledger");
  private final List<byte[]> hashes = new ArrayList<>();
  private final MerkleTree tree = new MerkleTree(this::hashes);

  private byte[] hashes(int level, long first, int count) {
    byte[] all = new byte[count * Leaf.HASH];
    for (int i = 0; i < count; i++) {
      System.arraycopy(hashes.get((int) first + i), 0, all, i * Leaf.HASH, Leaf.HASH);
    }
    return all;
  }

  private static TokenKey key() {
    return switch (TokenKey.parse(KEY, Purpose.LEDGER, KeyState.ACTIVE, START)) {
      case KeyReading.Usable(TokenKey key) -> key;
      case KeyReading.Unusable(String why) -> throw new AssertionError(why);
    };
  }

  private static VerifierKey verifier() {
    return new VerifierKey(Checkpoint.origin("acme"), key().publicBytes().orElseThrow());
  }

  private String export() {
    RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
    StringBuilder lines = new StringBuilder();
    String previous = Leaf.NONE;
    for (int i = 0; i < RECORDS; i++) {
      Entry.Acted entry =
          new Entry.Acted(
              "put_agent",
              "key",
              "k1",
              "bot \u20ac" + i,
              Value.Struct.EMPTY,
              Value.Struct.EMPTY,
              null);
      Sealed one = writer.write("acme", i, previous, START.plusSeconds(i), entry);
      previous = one.leafHash();
      hashes.add(HexFormat.of().parseHex(previous));
      lines.append(new String(one.leaf(), StandardCharsets.UTF_8)).append('\n');
      if (i == 7 || i == RECORDS - 1) {
        lines.append(checkpoint(i + 1).line()).append('\n');
      }
    }
    return lines.toString();
  }

  private SignedNote checkpoint(long size) {
    String text = new Checkpoint(Checkpoint.origin("acme"), size, tree.root(size)).text();
    byte[] made = key().signNote(text);
    return new SignedNote(text, List.of(SignedNote.Signature.of(verifier(), made)));
  }

  @Test
  void theExportIsTheSameAndIsIntact() throws IOException {
    String export = export();
    assertThat(export).isEqualTo(Corpus.golden(folder.resolve("export.jsonl"), export));
    String key = verifier() + "\n";
    assertThat(key).isEqualTo(Corpus.golden(folder.resolve("key.txt"), key));
    byte[] bytes = export.getBytes(StandardCharsets.UTF_8);
    Demands demands = new Demands(List.of(), List.of(), List.of(verifier()));
    assertThat(LedgerVerifier.verify(new JsonLines(new ByteArrayInputStream(bytes)), demands))
        .isInstanceOfSatisfying(
            Verdict.Intact.class, intact -> assertThat(intact.covered()).isEqualTo(RECORDS));
  }

  @Test
  void rootsAndProofsAreTheSame() {
    assertThat(export()).isNotEmpty();
    StringBuilder lines = new StringBuilder();
    for (int size = 0; size <= RECORDS; size++) {
      lines.append("root %d %s\n".formatted(size, hex(tree.root(size))));
    }
    for (int size : new int[] {1, 7, 8, RECORDS}) {
      for (int index = 0; index < size; index += 3) {
        lines.append(
            "inclusion %d %d%s\n".formatted(index, size, path(tree.inclusion(index, size))));
      }
      for (int from = 1; from <= size; from += 4) {
        lines.append(
            "consistency %d %d%s\n".formatted(from, size, path(tree.consistency(from, size))));
      }
    }
    String proofs = lines.toString();
    assertThat(proofs).isEqualTo(Corpus.golden(folder.resolve("proofs.txt"), proofs));
  }

  private static String path(List<byte[]> path) {
    return path.stream().map(one -> " " + hex(one)).collect(Collectors.joining());
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
