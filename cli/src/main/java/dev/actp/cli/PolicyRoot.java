package dev.actp.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder that imports stay inside, and the files of it that a command is about.
 *
 * @param folder absolute, links resolved
 * @param shown what stands before a file's path when it is shown: how the user named the folder,
 *     with a slash behind, or empty
 * @param files paths relative to the folder, with {@code /} between parts, sorted
 */
record PolicyRoot(Path folder, String shown, List<String> files) {
  PolicyRoot {
    files = List.copyOf(files);
  }
}
