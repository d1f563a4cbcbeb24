package dev.actp.compiler.notation.document;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Span;
import org.jspecify.annotations.Nullable;

/** Leaves the reading of a document at once; never leaves this package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Diagnostic diagnostic;

  Refusal(String message, Span at, @Nullable String help) {
    super(null, null, false, false);
    this.diagnostic = Diagnostic.error(Code.UNREADABLE_DOCUMENT, message, at).withHelp(help);
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
