package dev.actp.server.export;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.export.ShownRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Appends to a file, which is on disk before a batch counts; its owner alone may read it. A line
 * that a crash cut off is ended, and follows once more as a whole.
 */
record FileDelivery(Path file, ExportFormat format) implements Delivery {

  @Override
  public long deliver(List<ShownRecord> records) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, ownerOnly());
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      String text = before(channel, size) + format.document(records);
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      channel.position(size);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return 0;
  }

  private String before(FileChannel channel, long size) throws IOException {
    if (size == 0) {
      return format.head();
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, size - 1);
    return last.get(0) == '\n' ? "" : "\n";
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
