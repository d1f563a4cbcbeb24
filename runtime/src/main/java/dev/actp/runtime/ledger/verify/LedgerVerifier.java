package dev.actp.runtime.ledger.verify;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.Columns;
import dev.actp.runtime.ledger.Companion;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an export, line by line in constant memory: that records are chained, that the tree over
 * them has the heads that its checkpoints say, that these are signed, and that what is known from
 * elsewhere is in it; and where records are kept with columns beside them, that these say what the
 * records do. Lines that go with records are no part of it, and are passed over.
 */
public final class LedgerVerifier {
  private static final String NOT_SIGNED = " is not signed by a key that was given";

  private final MessageDigest digest = Leaf.digest();
  private final Frontier tree = new Frontier(digest);
  private final List<VerifierKey> keys;
  private final Map<Long, String> receipts = new HashMap<>();
  private final TreeMap<Long, Checkpoint> known = new TreeMap<>();
  private final byte[] hash = new byte[Leaf.HASH];
  private String tenant = "";
  private String previous = Leaf.NONE;
  private String at = "";
  private long index;
  private long checkpoints;
  private long covered;

  private LedgerVerifier(List<VerifierKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads all lines.
   *
   * @throws IOException if they cannot be read to the end
   */
  public static Verdict verify(Leaves lines, Demands demands) throws IOException {
    LedgerVerifier verifier = new LedgerVerifier(demands.keys());
    String defect = verifier.demand(demands);
    for (byte[] line = defect.isEmpty() ? lines.next() : null; line != null; line = lines.next()) {
      defect = verifier.line(line, lines.columns());
      if (!defect.isEmpty()) {
        break;
      }
    }
    return defect.isEmpty() ? verifier.end() : new Verdict.Broken(verifier.index, defect);
  }

  /** Takes up what is known; what is wrong with that, or nothing. */
  private String demand(Demands demands) {
    for (Receipt receipt : demands.receipts()) {
      String other = receipts.put(receipt.index(), receipt.leafHash());
      if (other != null && !other.equals(receipt.leafHash())) {
        return "two receipts of record " + receipt.index() + " differ";
      }
    }
    for (SignedNote note : demands.checkpoints()) {
      Optional<Checkpoint> read = Checkpoint.parse(note.text());
      if (read.isEmpty()) {
        return "a checkpoint that was given is none";
      }
      if (!signed(note, read.get())) {
        return "the known checkpoint of " + read.get().size() + " records" + NOT_SIGNED;
      }
      Checkpoint other = known.put(read.get().size(), read.get());
      if (other != null && !other.equals(read.get())) {
        return "two checkpoints of " + other.size() + " records differ: the ledger was forked";
      }
    }
    return heads();
  }

  private boolean signed(SignedNote note, Checkpoint checkpoint) {
    return keys.isEmpty()
        || keys.stream()
            .anyMatch(key -> key.name().equals(checkpoint.origin()) && key.signed(note));
  }

  /** What is wrong with the line at the place that has been reached; empty for nothing. */
  private String line(byte[] line, @Nullable Columns columns) {
    if (Companion.isOne(line)) {
      return "";
    }
    return SignedNote.isLine(line) ? checkpoint(line) : leaf(line, columns);
  }

  private String checkpoint(byte[] line) {
    Optional<SignedNote> note = Members.checkpoint(line).flatMap(SignedNote::parse);
    Optional<Checkpoint> read = note.flatMap(one -> Checkpoint.parse(one.text()));
    if (note.isEmpty() || read.isEmpty()) {
      return "the checkpoint before it is none";
    }
    Checkpoint checkpoint = read.get();
    if (!signed(note.get(), checkpoint)) {
      return "the checkpoint of " + checkpoint.size() + " records" + NOT_SIGNED;
    }
    if (checkpoint.size() != index) {
      return "the checkpoint before it is of " + checkpoint.size() + " records";
    }
    return head(checkpoint);
  }

  /** Holds the tree of all records so far against a checkpoint of as many. */
  private String head(Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(Checkpoint.origin(tenant)) && index > 0) {
      return "the checkpoint of " + index + " records is of another ledger";
    }
    if (!Arrays.equals(checkpoint.root(), tree.root())) {
      String size = "the checkpoint of " + index + " records is of others: one from here on";
      index = covered;
      return size + " is not what it was";
    }
    checkpoints++;
    covered = index;
    return "";
  }

  /** Holds the tree against a known checkpoint of as many records as have been read. */
  private String heads() {
    if (known.isEmpty() || known.firstKey() != index) {
      return "";
    }
    return head(known.pollFirstEntry().getValue());
  }

  private String leaf(byte[] line, @Nullable Columns columns) {
    Members members;
    try {
      members = columns == null ? Members.read(line) : Members.readAll(line);
    } catch (IOException notJson) {
      return "it is no JSON object in canonical form";
    }
    if (index == 0) {
      tenant = members.tenant;
    }
    Leaf.hash(digest, line, 0, line.length, hash, 0);
    String hex = HexFormat.of().formatHex(hash);
    String defect = place(members, hex);
    if (defect.isEmpty() && columns != null) {
      defect = ColumnCheck.defect(members, columns);
    }
    if (!defect.isEmpty()) {
      return defect;
    }
    previous = hex;
    at = members.at;
    tree.add(hash);
    index++;
    return heads();
  }

  private String place(Members members, String hex) {
    if (members.version < Leaf.OLDEST || members.version > Leaf.VERSION) {
      return "it is of the unknown version " + members.version;
    }
    if (members.index != index) {
      return "it says that it is record " + members.index;
    }
    if (!members.previous.equals(previous)) {
      return index == 0
          ? "it is not the first record"
          : "it does not follow from record " + (index - 1) + ": one of the two was changed";
    }
    if (!members.tenant.equals(tenant)) {
      return "it is another tenant's";
    }
    if (members.at.compareTo(at) < 0) {
      return "it is earlier than the record before it";
    }
    String expected = receipts.isEmpty() ? null : receipts.remove(index);
    return expected == null || expected.equals(hex) ? "" : "it is not the record that was here";
  }

  private Verdict end() {
    if (!receipts.isEmpty()) {
      long place = receipts.keySet().stream().mapToLong(Long::longValue).min().orElseThrow();
      return new Verdict.Broken(index, "the ledger ends here, and record " + place + " was there");
    }
    if (!known.isEmpty()) {
      return new Verdict.Broken(
          index,
          "the ledger ends here, and a known checkpoint covers " + known.lastKey() + " records");
    }
    if (!keys.isEmpty() && checkpoints == 0) {
      return new Verdict.Broken(
          index, "no checkpoint that is signed by a key that was given covers the records");
    }
    Receipt head = index == 0 ? null : new Receipt(index - 1, previous);
    return new Verdict.Intact(tenant, index, head, checkpoints, covered);
  }
}
