package dev.actp.dsl.syntax;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a node was written: {@code start} to {@code end}, exclusive, in UTF-16 units of its file.
 *
 * <p>All spans are equal. Every record of the tree carries one, and two trees are equal when they
 * say the same, wherever that stands: this is what "a formatted text parses to an equal tree" and
 * "a translated policy equals the written one" rest on. To compare places, compare {@link #start()}
 * and {@link #end()}.
 */
public final class Span {
  /** The place of a node that no source was read for, as in a translated policy. */
  public static final Span NONE = new Span(null, 0, 0);

  private final @Nullable SourceFile file;
  private final int start;
  private final int end;

  private Span(@Nullable SourceFile file, int start, int end) {
    this.file = file;
    this.start = start;
    this.end = end;
  }

  /** A place in a file. */
  public static Span of(SourceFile file, int start, int end) {
    if (start < 0 || end < start || end > file.text().length()) {
      throw new IndexOutOfBoundsException(start + " to " + end + " in " + file);
    }
    return new Span(file, start, end);
  }

  public Optional<SourceFile> file() {
    return Optional.ofNullable(file);
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  /** From the start of this to the end of the other, which is in the same file and not before. */
  public Span to(Span last) {
    return file == null || last.file == null ? this : of(file, start, Math.max(end, last.end));
  }

  /** From the start of this to the end of the other, which lies inside it. */
  public Span upTo(Span inner) {
    return file == null || inner.file == null ? this : of(file, start, inner.end);
  }

  /** The text that was written there; empty without a file. */
  public String text() {
    return file == null ? "" : file.text().substring(start, end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Span;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  /** {@code path:line:column}, or {@code -} without a file. */
  @Override
  public String toString() {
    return file == null ? "-" : file.path() + ":" + file.line(start) + ":" + file.column(start);
  }
}
