package dev.actp.server.export;

import dev.actp.runtime.export.ShownRecord;
import java.io.IOException;
import java.util.List;

/** Hands records to a collector. One caller at a time. */
interface Delivery {

  /**
   * Hands over a batch; when this returns, the collector has it.
   *
   * @return how many of them it has read and does not want
   * @throws IOException if it may not have it: all of it is to be sent again
   */
  long deliver(List<ShownRecord> records) throws IOException;
}
