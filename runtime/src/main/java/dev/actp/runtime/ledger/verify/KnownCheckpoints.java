package dev.actp.runtime.ledger.verify;

import dev.actp.runtime.ledger.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads checkpoints that somebody kept. */
public final class KnownCheckpoints {
  private KnownCheckpoints() {}

  /** The note in a line of an export; nothing where the line holds something else. */
  public static Optional<SignedNote> ofLine(String line) {
    return Members.checkpoint(line.getBytes(StandardCharsets.UTF_8)).flatMap(SignedNote::parse);
  }

  /**
   * All of a file: one signed note, or lines with a checkpoint each.
   *
   * @return nothing where it is neither
   */
  public static Optional<List<SignedNote>> ofFile(String text) {
    Optional<SignedNote> note = SignedNote.parse(text);
    if (note.isPresent()) {
      return Optional.of(List.of(note.get()));
    }
    List<SignedNote> notes = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Optional<SignedNote> one = ofLine(line);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      notes.add(one.get());
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(notes);
  }
}
