package dev.actp.server.policy;

import java.io.IOException;

/** Where policies are kept outside of the server. Read by one thread at a time. */
public interface PolicySource {

  /**
   * All of them, as they are now.
   *
   * @throws IOException if they cannot be read, or are too many; the message says what is wrong
   */
  Snapshot read() throws IOException;

  /** Whether a state of it is always one that somebody wanted, and never one half written. */
  boolean whole();

  /** As people know it; holds no secret. */
  @Override
  String toString();
}
