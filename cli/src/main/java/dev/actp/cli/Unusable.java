package dev.actp.cli;

import java.io.IOException;

/** Why a command cannot do its work, in one line for the person who called it. */
final class Unusable extends IOException {
  private static final long serialVersionUID = 1L;

  Unusable(String message) {
    super(message);
  }
}
