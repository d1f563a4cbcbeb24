package dev.actp.compiler.clause;

import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Scope;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.policy.Source;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parts of a policy in their canonical text. */
final class SourceTexts {
  private SourceTexts() {}

  /** The part in canonical layout on one line, with its place. */
  static Source of(Node node) {
    Span span = node.span();
    Optional<SourceFile> file = span.file();
    return new Source(
        text(node),
        file.map(SourceFile::path).orElse(""),
        file.map(f -> f.line(span.start())).orElse(0),
        file.map(f -> f.column(span.start())).orElse(0));
  }

  /** The part in canonical layout on one line. */
  static String text(Node node) {
    return node.span().text().strip().replaceAll("\\s+", " ");
  }

  /** The head of a capability, without its clauses. */
  static Source head(Declaration.Capability capability) {
    Declaration.Capability empty =
        new Declaration.Capability(
            List.of(),
            capability.actions(),
            capability.alias(),
            capability.resources(),
            List.of(),
            capability.span());
    return of(empty);
  }

  /** What a quota is for; everything where it does not say. */
  static String target(@Nullable Scope scope) {
    return scope == null ? "" : text(scope);
  }
}
