package dev.actp.server;

import java.util.List;

/** What starting a server gives. */
public sealed interface Start {

  /** It runs, and is ready. */
  record Running(ActpServer server) implements Start {}

  /**
   * It does not run, and left nothing half done.
   *
   * @param problems what is wrong and what to do, for the operator; a text of one or more lines
   *     each
   */
  record Failed(List<String> problems) implements Start {
    public Failed {
      problems = List.copyOf(problems);
    }

    static Failed because(String problem) {
      return new Failed(List.of(problem));
    }
  }
}
