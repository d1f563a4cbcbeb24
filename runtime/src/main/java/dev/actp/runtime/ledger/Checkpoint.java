package dev.actp.runtime.ledger;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A tree's head as C2SP tlog-checkpoint writes it: three lines, which are the text of a signed
 * note.
 *
 * @param origin whose tree it is
 * @param size how many records it covers
 * @param root the tree's hash, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // equality is what the text says
public record Checkpoint(String origin, long size, byte[] root) {
  private static final String ORIGIN = "actp/ledger/";
  private static final int LONGEST_SIZE = 18;

  /** The origin of a tenant's ledger. */
  public static String origin(String tenant) {
    return ORIGIN + tenant;
  }

  /** The text to be signed. */
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  /**
   * Reads the text of a note; nothing where it is no checkpoint. Other spellings of the same, and
   * extension lines, are none.
   */
  public static Optional<Checkpoint> parse(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    if (lines.size() != 4
        || lines.get(0).isEmpty()
        || !lines.get(1).matches("0|[1-9][0-9]{0," + (LONGEST_SIZE - 1) + "}")) {
      return Optional.empty();
    }
    try {
      byte[] root = Base64.getDecoder().decode(lines.get(2));
      Checkpoint read = new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), root);
      return root.length == Leaf.HASH && read.text().equals(text)
          ? Optional.of(read)
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint one && one.text().equals(text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return origin + " " + size + " " + Base64.getEncoder().encodeToString(root);
  }
}
