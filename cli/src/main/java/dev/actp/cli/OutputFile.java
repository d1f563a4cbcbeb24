package dev.actp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
}
