package dev.actp.server.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Files and folders for their owner alone, where the file system has modes. */
final class Private {
  private Private() {}

  /** A new folder in another, with a name that nobody has. */
  static Path folder(@Nullable Path parent, String prefix) throws IOException {
    Path in = parent == null ? Path.of("") : parent;
    return Files.createTempDirectory(in, prefix, mode(in, "rwx------"));
  }

  /** A new empty file. */
  static Path file(Path file) throws IOException {
    return Files.createFile(file, mode(file, "rw-------"));
  }

  /** A new folder, and those around it within {@code root}. */
  static void folders(Path root, Path folder) throws IOException {
    if (!folder.equals(root) && !Files.isDirectory(folder)) {
      Path parent = folder.getParent();
      if (parent != null) {
        folders(root, parent);
      }
      Files.createDirectory(folder, mode(folder, "rwx------"));
    }
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  /** Has a file or folder on disk when it returns. */
  static void sync(@Nullable Path path) throws IOException {
    if (path != null) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
