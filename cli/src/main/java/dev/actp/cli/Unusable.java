package dev.actp.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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

  /** What a file or a device did not do, in one line without names of classes. */
  static String why(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "there is no file `" + missing.getFile() + "`";
      case AccessDeniedException denied -> "`" + denied.getFile() + "` may not be used by you";
      case FileSystemException other ->
          "`" + other.getFile() + "` cannot be used: " + reason(other);
      case CharacterCodingException noText -> "a file is no text in UTF-8";
      case IOException other when other.getMessage() != null -> other.getMessage();
      case IOException other -> "a file or a connection failed";
    };
  }

  private static String reason(FileSystemException failure) {
    return failure.getReason() == null ? "no reason is known" : failure.getReason();
  }
}
