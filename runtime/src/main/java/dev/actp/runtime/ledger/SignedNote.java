package dev.actp.runtime.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A text with signatures under it (C2SP signed-note).
 *
 * @param text what is signed; ends with a line feed
 * @param signatures one or more
 */
public record SignedNote(String text, List<Signature> signatures) {
  private static final byte[] LINE = "{\"checkpoint\":".getBytes(StandardCharsets.US_ASCII);
  private static final String DASH = "\u2014 ";
  private static final int ID = 4;
  private static final int LONGEST = 64 * 1024;
  private static final int MOST_SIGNATURES = 16;

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /**
   * A signature.
   *
   * @param name whose it claims to be
   * @param bytes the four bytes of the key's id, then what the key made of the text
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Signature(String name, byte[] bytes) {

    /** The signature of a key of a name and id. */
    public static Signature of(VerifierKey key, byte[] made) {
      byte[] bytes = Arrays.copyOf(key.id(), ID + made.length);
      System.arraycopy(made, 0, bytes, ID, made.length);
      return new Signature(key.name(), bytes);
    }

    byte[] id() {
      return Arrays.copyOf(bytes, ID);
    }

    byte[] made() {
      return Arrays.copyOfRange(bytes, ID, bytes.length);
    }
  }

  /** The note as it is stored and sent. */
  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    for (Signature one : signatures) {
      String signed = Base64.getEncoder().encodeToString(one.bytes());
      note.append(DASH).append(one.name()).append(' ').append(signed).append('\n');
    }
    return note.toString();
  }

  /** The note as a line of an export: a JSON object, without a line feed. */
  public String line() {
    return new JsonBuffer().open('{').member("checkpoint", toString()).close('}').toString();
  }

  /** Whether a line of an export is a note's, and not a record: no record begins so. */
  public static boolean isLine(byte[] line) {
    return line.length > LINE.length && Arrays.equals(line, 0, LINE.length, LINE, 0, LINE.length);
  }

  /** Reads a note of at most 64 KiB and 16 signatures; nothing where it is none. */
  public static Optional<SignedNote> parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0
        || end + 2 >= note.length()
        || note.length() > LONGEST
        || !note.endsWith("\n")
        || note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      return Optional.empty();
    }
    List<Signature> signatures = new ArrayList<>();
    for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
      Optional<Signature> signature = signature(line);
      if (signature.isEmpty() || signatures.size() == MOST_SIGNATURES) {
        return Optional.empty();
      }
      signatures.add(signature.get());
    }
    return Optional.of(new SignedNote(note.substring(0, end + 1), signatures));
  }

  private static Optional<Signature> signature(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space <= DASH.length()) {
      return Optional.empty();
    }
    String name = line.substring(DASH.length(), space);
    String encoded = line.substring(space + 1);
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      return VerifierKey.isName(name)
              && bytes.length > ID
              && Base64.getEncoder().encodeToString(bytes).equals(encoded)
          ? Optional.of(new Signature(name, bytes))
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
