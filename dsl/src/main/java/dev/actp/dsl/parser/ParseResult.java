package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Comment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What reading a source gave.
 *
 * @param <T> what was read: a file, an expression, a pattern
 * @param tree what was read, or null if there was an error; with warnings alone there is a tree
 * @param comments all {@code //} comments of a file, in order; also where there is no tree
 * @param diagnostics in the order of their places
 */
public record ParseResult<T>(
    @Nullable T tree, List<Comment> comments, List<Diagnostic> diagnostics) {
  public ParseResult {
    comments = List.copyOf(comments);
    diagnostics = List.copyOf(diagnostics);
  }

  /** The tree, if there was no error. */
  public Optional<T> unit() {
    return Optional.ofNullable(tree);
  }
}
