package dev.actp.runtime.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Verifies a ledger from its records alone, one after another, in constant memory. It shares
 * nothing with the writer but what {@link Leaf} says. Without a record known from elsewhere (a
 * receipt that a caller was given, an earlier head) nobody can tell a ledger from a shorter one, or
 * from one that was written anew as a whole.
 */
public final class LedgerVerifier {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final MessageDigest digest = Leaf.digest();
  private final Map<Long, String> known = new HashMap<>();
  private String tenant = "";
  private String previous = Leaf.NONE;
  private String at = "";
  private long index;

  private LedgerVerifier(Collection<Receipt> receipts) {
    receipts.forEach(receipt -> known.put(receipt.index(), receipt.leafHash()));
  }

  /**
   * Reads all records.
   *
   * @param receipts records that are known to have been there
   * @throws IOException if they cannot be read to the end
   */
  public static Verdict verify(Leaves leaves, Collection<Receipt> receipts) throws IOException {
    LedgerVerifier verifier = new LedgerVerifier(receipts);
    for (byte[] leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
      String defect = verifier.defect(leaf);
      if (!defect.isEmpty()) {
        return new Verdict.Broken(verifier.index, defect);
      }
      verifier.index++;
    }
    return verifier.end();
  }

  private Verdict end() {
    for (Long place : known.keySet()) {
      if (place >= index) {
        return new Verdict.Broken(
            index, "the ledger ends here, and record " + place + " was there");
      }
    }
    Receipt head = index == 0 ? null : new Receipt(index - 1, previous);
    return new Verdict.Intact(tenant, index, head);
  }

  /** What is wrong with the record at the place that has been reached; empty for nothing. */
  private String defect(byte[] leaf) {
    Members members;
    try {
      members = Members.read(leaf);
    } catch (IOException notJson) {
      return "it is no JSON object";
    }
    if (index == 0) {
      tenant = members.tenant;
    }
    String hash = Leaf.hash(digest, leaf, 0, leaf.length);
    String defect = place(members, hash);
    previous = hash;
    at = members.at;
    return defect;
  }

  private String place(Members members, String hash) {
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
    String expected = known.get(index);
    return expected == null || expected.equals(hash) ? "" : "it is not the record that was here";
  }

  /** The members that place a record. */
  private static final class Members {
    private long version;
    private long index = -1;
    private String previous = "";
    private String tenant = "";
    private String at = "";

    static Members read(byte[] leaf) throws IOException {
      Members members = new Members();
      try (JsonParser parser = JSON.createParser(leaf)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new JsonParseException(parser, "no object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          members.take(parser.currentName(), parser);
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
          throw new JsonParseException(parser, "more than an object");
        }
      }
      return members;
    }

    private void take(String name, JsonParser parser) throws IOException {
      parser.nextToken();
      switch (name) {
        case "v" -> version = parser.getLongValue();
        case "index" -> index = parser.getLongValue();
        case "prev" -> previous = parser.getText();
        case "tenant" -> tenant = parser.getText();
        case "at" -> at = parser.getText();
        default -> parser.skipChildren();
      }
    }
  }
}
