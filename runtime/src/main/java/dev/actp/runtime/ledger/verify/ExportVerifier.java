package dev.actp.runtime.ledger.verify;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.ExportDigest;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Holds a file to the note that was signed when it was exported, in constant memory. */
public final class ExportVerifier {
  private ExportVerifier() {}

  /**
   * Reads the file to its end.
   *
   * @param note whose text is {@code said}
   * @param keys of which one, of the tenant's ledger, has to have signed it
   * @return one line for people about what does not hold; nothing where all of it does
   * @throws IOException if the file cannot be read
   */
  public static Optional<String> defect(
      InputStream file, ExportDigest said, SignedNote note, List<VerifierKey> keys)
      throws IOException {
    String origin = Checkpoint.origin(said.tenant());
    if (keys.stream().noneMatch(key -> key.name().equals(origin) && key.signed(note))) {
      return Optional.of(
          "the signature is not made by a key of `" + said.tenant() + "` that was given");
    }
    MessageDigest digest = Leaf.digest();
    byte[] buffer = new byte[64 * 1024];
    for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    byte[] found = digest.digest();
    return Arrays.equals(found, said.sha256())
        ? Optional.empty()
        : Optional.of(
            "the file is not what was signed: its SHA-256 is "
                + HexFormat.of().formatHex(found)
                + " and was "
                + HexFormat.of().formatHex(said.sha256()));
  }
}
