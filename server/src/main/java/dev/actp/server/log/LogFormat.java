package dev.actp.server.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How lines look. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** An object a line, for collectors. */
  JSON;

  /** The format that a word names. */
  public static Optional<LogFormat> named(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** How it is named. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
