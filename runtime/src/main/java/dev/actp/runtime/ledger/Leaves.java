package dev.actp.runtime.ledger;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records in the order in which they are kept, from wherever they are read. */
public interface Leaves extends AutoCloseable {

  /** The next record, or null behind the last. */
  byte @Nullable [] next() throws IOException;

  @Override
  void close() throws IOException;
}
