package dev.actp.compiler.clause;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Scope;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.policy.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parts of a policy in their canonical text, on one line, with their places. */
final class SourceTexts {
  private SourceTexts() {}

  /** A clause. */
  static Source of(Clause clause) {
    return of(Formatter.text(clause), clause.span());
  }

  /** A rule of the policy itself. */
  static Source of(Declaration rule) {
    return of(Formatter.text(rule), rule.span());
  }

  /** The head of a capability, without its clauses. */
  static Source head(Declaration.Capability capability) {
    return of(Formatter.head(capability), capability.span());
  }

  /** The text of an expression alone. */
  static String text(Expression expression) {
    return Formatter.text(expression);
  }

  /** What a quota is for; empty where it does not say, which is everything. */
  static String target(@Nullable Scope scope) {
    return scope == null ? "" : Formatter.text(scope);
  }

  private static Source of(String text, Span span) {
    Optional<SourceFile> file = span.file();
    return new Source(
        text,
        file.map(SourceFile::path).orElse(""),
        file.map(f -> f.line(span.start())).orElse(0),
        file.map(f -> f.column(span.start())).orElse(0));
  }
}
