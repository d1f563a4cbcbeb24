package dev.actp.server.backup;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the files of a backup are called: paths within a data folder, which lead nowhere else. */
final class Names {
  private static final Pattern GOOD =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,200}){0,3}");

  /**
   * The lock, databases and their logs, which are copied or made anew, and what was being written.
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile("lock|[^/]*\\.db(-wal|-shm|-journal)?|(.*/)?new-[^/]*\\.tmp");

  private Names() {}

  static String of(Path data, Path file) {
    return data.relativize(file).toString().replace('\\', '/');
  }

  /** Whether a file of a data folder goes into the backup as it is. */
  static boolean kept(String name) {
    return good(name) && !LEFT_OUT.matcher(name).matches();
  }

  /** Whether a name is one that a backup may have. */
  static boolean good(String name) {
    return GOOD.matcher(name).matches();
  }
}
