package dev.actp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Reports in files. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a text, ended by a line end, over what the file held.
   *
   * @throws Unusable where its folder does not exist
   */
  static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text + "\n");
    } catch (NoSuchFileException e) {
      throw new Unusable("there is no folder for `" + file.getFileName() + "` to be written in");
    }
  }

  /** Gives a file another content; it is there at any time, with the old one or the new. */
  static void replace(Path file, String content) throws IOException {
    Path target = file.toRealPath();
    Path next = target.resolveSibling("." + target.getFileName() + ".tmp");
    try {
      Files.writeString(next, content);
      Files.move(next, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
