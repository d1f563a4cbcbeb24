package dev.actp.compiler.testing;

import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.policy.Source;

/** Where parts of a test were written, in the form that outlives the tree. */
final class Places {
  private Places() {}

  /** A node's text on one line, and its place. */
  static Source of(Node node) {
    Span span = node.span();
    String text = span.text().strip().replaceAll("\\s+", " ");
    return span.file()
        .map(file -> at(file, span.start(), text))
        .orElseGet(() -> new Source(text, "", 0, 0));
  }

  private static Source at(SourceFile file, int start, String text) {
    return new Source(text, file.path(), file.line(start), file.column(start));
  }
}
