package dev.actp.cli;

import java.io.IOException;

/** Why a command cannot do its work, in one line for the person who called it. */
final class Unusable extends IOException {
  private static final long serialVersionUID = 1L;

  private final String why;

  Unusable(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
