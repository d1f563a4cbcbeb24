package dev.actp.runtime.ledger;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines of a ledger in the order in which they are kept, from wherever they are read. */
public interface Leaves extends AutoCloseable {

  /** The next line, without its line feed, or null behind the last. */
  byte @Nullable [] next() throws IOException;

  /**
   * What is kept in columns beside the record that {@link #next} gave last; null where there is no
   * such thing, as in a file, or where that was no record.
   */
  default @Nullable Columns columns() {
    return null;
  }

  /** The records alone, without the checkpoints and companions among them; closes these lines. */
  default Leaves records() {
    Leaves lines = this;
    return new Leaves() {
      @Override
      public byte @Nullable [] next() throws IOException {
        byte[] line = lines.next();
        while (line != null && (SignedNote.isLine(line) || Companion.isOne(line))) {
          line = lines.next();
        }
        return line;
      }

      @Override
      public void close() throws IOException {
        lines.close();
      }
    };
  }

  @Override
  void close() throws IOException;
}
