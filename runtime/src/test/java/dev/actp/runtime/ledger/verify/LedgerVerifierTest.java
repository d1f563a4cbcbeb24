package dev.actp.runtime.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerVerifierTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  private final List<byte[]> leaves = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();

  @BeforeEach
  void write() {
    append("acme", leaves, receipts, 20);
  }

  private static void append(
      String tenant, List<byte[]> leaves, List<Receipt> receipts, int count) {
    RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
    String previous = Leaf.NONE;
    for (int i = 0; i < count; i++) {
      TreeMap<String, Value> details = new TreeMap<>();
      details.put("n", Value.Num.of(i));
      Entry.Acted entry =
          new Entry.Acted(
              "put_agent",
              "key",
              "k",
              "a" + i,
              new Value.Struct(details),
              Value.Struct.EMPTY,
              null);
      Sealed sealed = writer.write(tenant, i, previous, START.plusSeconds(i), entry);
      previous = sealed.leafHash();
      leaves.add(sealed.leaf());
      receipts.add(sealed.receipt());
    }
  }

  private Verdict verify(List<Receipt> known) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte[] leaf : leaves) {
      lines.write(leaf);
      lines.write('\n');
    }
    return LedgerVerifier.verify(
        new JsonLines(new ByteArrayInputStream(lines.toByteArray())),
        new Demands(known, List.of(), List.of()));
  }

  private void broken(long index, List<Receipt> known) throws IOException {
    assertThat(verify(known))
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.index()).isEqualTo(index));
  }

  private void edit(int place, String from, String to) {
    String leaf = new String(leaves.get(place), StandardCharsets.UTF_8);
    assertThat(leaf).contains(from);
    leaves.set(place, leaf.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anUntouchedLedgerIsIntact() throws IOException {
    assertThat(verify(receipts)).isEqualTo(new Verdict.Intact("acme", 20, receipts.get(19), 0, 0));
  }

  @Test
  void anEditIsSeenAtTheNextRecord() throws IOException {
    edit(7, "\"target\":\"a7\"", "\"target\":\"b7\"");
    broken(8, List.of());
  }

  @Test
  void anEditOfAKnownRecordIsSeenThere() throws IOException {
    edit(7, "\"target\":\"a7\"", "\"target\":\"b7\"");
    broken(7, List.of(receipts.get(7)));
  }

  @Test
  void anEditOfTheLastRecordIsSeenByWhoKnowsIt() throws IOException {
    edit(19, "\"target\":\"a19\"", "\"target\":\"b19\"");
    broken(19, List.of(receipts.get(19)));
  }

  @Test
  void aDeletedRecordIsMissed() throws IOException {
    leaves.remove(7);
    broken(7, List.of());
  }

  @Test
  void aDeletedFirstRecordIsMissed() throws IOException {
    leaves.remove(0);
    broken(0, List.of());
  }

  @Test
  void exchangedRecordsAreSeen() throws IOException {
    leaves.set(7, leaves.set(8, leaves.get(7)));
    broken(7, List.of());
  }

  @Test
  void anInsertedRecordIsSeen() throws IOException {
    leaves.add(8, leaves.get(7));
    broken(8, List.of());
  }

  @Test
  void aCutTailIsSeenByWhoKnowsARecordOfIt() throws IOException {
    leaves.subList(15, 20).clear();
    assertThat(verify(receipts.subList(0, 15))).isInstanceOf(Verdict.Intact.class);
    broken(15, List.of(receipts.get(19)));
  }

  @Test
  void aForkIsSeenByWhoKnowsARecordOfTheOther() throws IOException {
    leaves.clear();
    append("acme", leaves, new ArrayList<>(), 10);
    edit(9, "\"n\":9", "\"n\":99");
    broken(9, List.of(receipts.get(9)));
  }

  @Test
  void anotherTenantsLedgerIsNotThisOnes() throws IOException {
    List<byte[]> others = new ArrayList<>();
    append("other", others, new ArrayList<>(), 20);
    leaves.set(7, others.get(7));
    broken(7, List.of());
  }

  @Test
  void whatIsNoRecordIsNone() throws IOException {
    leaves.set(7, "nothing".getBytes(StandardCharsets.UTF_8));
    broken(7, List.of());
    leaves.set(7, new byte[0]);
    broken(7, List.of());
  }

  @Test
  void aRecordIsWrittenAsRfc8785Says() {
    String leaf = new String(leaves.get(0), StandardCharsets.UTF_8);
    assertThat(leaf)
        .isEqualTo(
            "{\"act\":\"put_agent\",\"actor\":{\"id\":\"k\",\"kind\":\"key\"},"
                + "\"at\":\"2026-02-16T15:00:00.000000Z\",\"details\":{\"n\":0},"
                + "\"engine\":\"test/1\",\"index\":0,\"kind\":\"act\",\"prev\":\""
                + "0".repeat(64)
                + "\",\"sealed\":{},\"target\":\"a0\",\"tenant\":\"acme\",\"v\":2}");
  }
}
