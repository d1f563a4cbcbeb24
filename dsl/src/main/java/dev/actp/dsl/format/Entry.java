package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Span;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Something at the top of a file: its header, an import, a declaration, a test.
 *
 * @param documentation the lines above it
 * @param kind entries of one kind may stand without a blank line between them
 * @param print gives it without its documentation; asked for once, when its turn comes
 */
record Entry(List<String> documentation, int kind, Span span, Supplier<Doc> print) implements Node {
  /** The kind of what stands apart even from its like. */
  static final int BLOCK = -1;

  Doc printed() {
    Stream<Doc> lines =
        documentation.stream().map(line -> Doc.text(("/// " + Characters.inComment(line)).strip()));
    return Doc.join(Doc.Line.ALWAYS, Stream.concat(lines, Stream.of(print.get())).toList());
  }

  /** Whether a blank line has to stand between two. */
  static boolean areApart(Entry upper, Doc printedUpper, Entry lower, Doc printedLower) {
    return upper.kind != lower.kind
        || upper.kind == BLOCK
        || printedUpper.isBroken()
        || printedLower.isBroken();
  }

  /** Where it starts, its documentation included. */
  int start(Trivia trivia) {
    return trivia.startWithDocumentation(this, documentation.size());
  }
}
