package dev.actp.runtime.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Files that hold secrets: for their owner alone, and no links. On file systems without POSIX modes
 * nothing of that can be seen, and the operator has to see to it.
 */
final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Why a file must not be used, if so. */
  static Optional<String> objection(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return Optional.of("it is a link; put the file itself here");
    }
    if (!posix(file)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    return FILE.containsAll(mode)
        ? Optional.empty()
        : Optional.of(
            "others than its owner can use it (mode %s); run `chmod 600 %s`, and replace the key if it was seen"
                .formatted(PosixFilePermissions.toString(mode), file));
  }

  /** Writes a file so that it is there completely, synced, or not at all. */
  static void write(Path file, byte[] content) throws IOException {
    boolean posix = posix(file);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, mode(posix, FOLDER));
    Path fresh = Files.createTempFile(folder, "new-", ".tmp", mode(posix, FILE));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] mode(boolean posix, Set<PosixFilePermission> mode) {
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }
}
