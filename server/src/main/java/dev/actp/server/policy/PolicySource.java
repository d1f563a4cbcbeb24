package dev.actp.server.policy;

import java.io.IOException;
import java.util.List;

/** Where policies are kept outside of the server. Read by one thread at a time. */
public interface PolicySource {

  /**
   * All of them, as they are now.
   *
   * @throws IOException if they cannot be read, or are too many; the message says what is wrong
   */
  Snapshot read() throws IOException;

  /**
   * Is told before the first reading what was read of it before the server started.
   *
   * @param revisions those of the snapshots that versions in force are from
   */
  void resume(List<String> revisions);

  /** Whether a state of it is always one that somebody wanted, and never one half written. */
  boolean whole();

  /** As people know it; holds no secret. */
  @Override
  String toString();
}
