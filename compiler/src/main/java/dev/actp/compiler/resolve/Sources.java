package dev.actp.compiler.resolve;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The parsed files under a root; each is read once. Thread-safe. */
public final class Sources {
  private final SourceLoader loader;
  private final Map<String, Read> read = new ConcurrentHashMap<>();

  public Sources(SourceLoader loader) {
    this.loader = loader;
  }

  /** The same files, of which one says something else. */
  public Sources with(String path, SourceUnit instead) {
    Sources changed = new Sources(loader);
    changed.read.putAll(read);
    changed.read.put(path, new Parsed(instead, commentsOf(path), List.of()));
    return changed;
  }

  /** What is at a path. */
  public Read read(String path) {
    return read.computeIfAbsent(path, this::load);
  }

  /** The comments of what was read at a path before. */
  public List<Comment> commentsOf(String path) {
    return read.get(path) instanceof Parsed parsed ? parsed.comments() : List.of();
  }

  /** Paths for suggestions. */
  public List<String> paths() {
    return loader.paths();
  }

  private Read load(String path) {
    try {
      Optional<byte[]> bytes = loader.read(path);
      return bytes.isEmpty() ? Absent.ABSENT : parse(SourceReader.decode(path, bytes.get()));
    } catch (IOException e) {
      return new Unreadable(e.toString());
    }
  }

  private static Parsed parse(ParseResult<SourceFile> text) {
    if (text.unit().isEmpty()) {
      return new Parsed(null, List.of(), text.diagnostics());
    }
    ParseResult<SourceUnit> result = Parser.parse(text.unit().get());
    return new Parsed(result.unit().orElse(null), result.comments(), result.diagnostics());
  }

  /** What reading a path gave. */
  public sealed interface Read {}

  /** No such file. */
  public enum Absent implements Read {
    ABSENT
  }

  /** A file that could not be read. */
  public record Unreadable(String why) implements Read {}

  /**
   * A file that was read.
   *
   * @param unit null where it has errors
   */
  public record Parsed(
      @Nullable SourceUnit unit, List<Comment> comments, List<Diagnostic> diagnostics)
      implements Read {}
}
