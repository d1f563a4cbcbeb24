package dev.actp.runtime.ledger;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an export came to, as the text of a signed note: a line with its origin, which is never that
 * of a checkpoint, and five with a name and a value.
 *
 * @param tenant whose records they are
 * @param format the name of the format
 * @param selection which records were asked for, as the query of an address with its parameters in
 *     their order; empty for all
 * @param before the records come from before this index: how many the ledger had then
 * @param records how many there are
 * @param sha256 SHA-256 over the bytes of the export, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // equality is what the text says
public record ExportDigest(
    String tenant, String format, String selection, long before, long records, byte[] sha256) {
  private static final String ORIGIN = "actp/export/";
  private static final String ALL = "all";
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final Pattern TEXT =
      Pattern.compile(
          ORIGIN
              + "(\\S+)\nformat ([a-z]+)\nselection (\\S+)\nbefore "
              + NUMBER
              + "\nrecords "
              + NUMBER
              + "\nsha256 ([A-Za-z0-9+/=]{44})\n");

  /** The text to be signed. */
  public String text() {
    return ORIGIN
        + tenant
        + "\nformat "
        + format
        + "\nselection "
        + (selection.isEmpty() ? ALL : selection)
        + "\nbefore "
        + before
        + "\nrecords "
        + records
        + "\nsha256 "
        + Base64.getEncoder().encodeToString(sha256)
        + "\n";
  }

  /** Reads the text of a note; nothing where it is of something else, or spelt in another way. */
  public static Optional<ExportDigest> parse(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      ExportDigest read =
          new ExportDigest(
              found.group(1),
              found.group(2),
              found.group(3).equals(ALL) ? "" : found.group(3),
              Long.parseLong(found.group(4)),
              Long.parseLong(found.group(5)),
              Base64.getDecoder().decode(found.group(6)));
      return read.sha256.length == Leaf.HASH && read.text().equals(text)
          ? Optional.of(read)
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExportDigest one && one.text().equals(text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
