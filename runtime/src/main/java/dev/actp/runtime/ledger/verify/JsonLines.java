package dev.actp.runtime.ledger.verify;

import dev.actp.runtime.ledger.Leaves;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines out of an export, each ended by a line feed and at most 1 MiB long. Reads ahead of nothing
 * but a buffer.
 */
public final class JsonLines implements Leaves {
  private static final int LONGEST = 1024 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[256 * 1024];
  private int from;
  private int end;

  public JsonLines(InputStream in) {
    this.in = in;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    int at = from;
    while (true) {
      for (; at < end; at++) {
        if (buffer[at] == '\n') {
          byte[] line = Arrays.copyOfRange(buffer, from, at);
          from = at + 1;
          return line;
        }
      }
      if (end - from > LONGEST) {
        throw new IOException("a line is longer than " + LONGEST + " bytes");
      }
      at -= from;
      if (!fill()) {
        byte[] rest = Arrays.copyOfRange(buffer, from, end);
        from = end;
        return rest.length == 0 ? null : rest;
      }
    }
  }

  /** Moves what is left to the front and reads more behind it. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, end - from);
    end -= from;
    from = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(read, 0);
    return read >= 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
