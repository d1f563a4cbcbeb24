package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.verify.KnownCheckpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file that checkpoints are appended to, a line each, as in an export: on another disk, a share
 * that only grows, or a device that is written once. It is read when a server starts.
 */
final class FileAnchor implements KeptAnchor {
  private final Path file;

  FileAnchor(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "file:" + file;
  }

  @Override
  public void write(SignedNote note, Checkpoint checkpoint) throws IOException {
    ByteBuffer left = ByteBuffer.wrap((note.line() + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.truncate(whole(channel));
      channel.position(channel.size());
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** The length up to the last line feed: what is behind it was torn by a crash. */
  private static long whole(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long length = channel.size(); length > 0; length--) {
      one.clear();
      if (channel.read(one, length - 1) == 1 && one.get(0) == '\n') {
        return length;
      }
    }
    return 0;
  }

  /** Without a file, nothing is known. A last line without a line feed is no line yet. */
  @Override
  public Map<String, Checkpoint> last() throws IOException {
    Map<String, Checkpoint> last = new TreeMap<>();
    if (!Files.exists(file)) {
      return last;
    }
    try (FileChannel channel = FileChannel.open(file);
        BufferedReader lines = Files.newBufferedReader(file)) {
      long left = whole(channel);
      long number = 0;
      while (left > 0) {
        String line = lines.readLine();
        if (line == null) {
          break;
        }
        number++;
        left -= line.getBytes(StandardCharsets.UTF_8).length + 1;
        Optional<Checkpoint> read =
            KnownCheckpoints.ofLine(line).flatMap(note -> Checkpoint.parse(note.text()));
        if (read.isEmpty() || last.size() == MOST_LEDGERS) {
          throw new IOException("line " + number + " is no checkpoint");
        }
        last.put(read.get().origin(), read.get());
      }
    }
    return last;
  }
}
