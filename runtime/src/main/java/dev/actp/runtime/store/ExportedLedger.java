package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Companion;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.RecordReader;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.PolicyVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The records of an export in their order, once, with what it holds beside them and the policies
 * that it begins with. Nothing is verified. Whoever walks over the records gets an {@link
 * UncheckedIOException} where they cannot be read, and an {@link IllegalArgumentException} where a
 * line is none of an export.
 */
public final class ExportedLedger implements Iterable<LedgerRow>, AutoCloseable {
  private final Leaves lines;
  private final @Nullable Instant from;
  private final @Nullable Instant to;
  private final List<PolicyVersion> versions = new ArrayList<>();
  private byte @Nullable [] ahead;

  /**
   * Reads as far as the first record.
   *
   * @param lines closed with this
   * @param from the first instant, or null for the beginning
   * @param to the instant after the last, or null for the end
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it begins with what is no policy
   */
  public ExportedLedger(Leaves lines, @Nullable Instant from, @Nullable Instant to)
      throws IOException {
    this.lines = lines;
    this.from = from;
    this.to = to;
    for (ahead = lines.next(); ahead != null && Companion.POLICY.is(ahead); ahead = lines.next()) {
      versions.add(version(Companion.POLICY.object(ahead)));
    }
  }

  private static PolicyVersion version(byte[] object) {
    try {
      return Documents.version(new String(object, StandardCharsets.UTF_8));
    } catch (RuntimeException noPolicy) {
      throw new IllegalArgumentException("a line holds no policy", noPolicy);
    }
  }

  /** The line of a version of a policy. */
  public static byte[] line(PolicyVersion version) {
    return Companion.POLICY.line(Documents.of(version).getBytes(StandardCharsets.UTF_8));
  }

  /** All versions of all policies; none in an export without values. */
  public List<PolicyVersion> versions() {
    return versions;
  }

  @Override
  public Iterator<LedgerRow> iterator() {
    return new Rows();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** The next record of any time. */
  private @Nullable LedgerRow read(long index) throws IOException {
    byte[] leaf = ahead;
    while (leaf != null && SignedNote.isLine(leaf)) {
      leaf = lines.next();
    }
    if (leaf == null) {
      return null;
    }
    if (Companion.isOne(leaf)) {
      throw new IllegalArgumentException("a line goes with a record, and follows none");
    }
    ahead = lines.next();
    byte[] beside = null;
    if (ahead != null && Companion.BESIDE.is(ahead)) {
      beside = Companion.BESIDE.object(ahead);
      ahead = lines.next();
    }
    return new LedgerRow(index, leaf, beside);
  }

  private boolean isWanted(LedgerRow row) {
    if (from == null && to == null) {
      return true;
    }
    Instant at = RecordReader.at(new String(row.leaf(), StandardCharsets.UTF_8));
    return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
  }

  private final class Rows implements Iterator<LedgerRow> {
    private @Nullable LedgerRow row;
    private long index;

    @Override
    public boolean hasNext() {
      try {
        while (row == null) {
          LedgerRow read = read(index);
          if (read == null) {
            return false;
          }
          index++;
          row = isWanted(read) ? read : null;
        }
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public LedgerRow next() {
      LedgerRow next = hasNext() ? row : null;
      if (next == null) {
        throw new NoSuchElementException();
      }
      row = null;
      return next;
    }
  }
}
