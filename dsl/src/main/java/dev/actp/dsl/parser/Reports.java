package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what is wrong while a tree is built: errors, and no more than anybody reads. */
final class Reports implements Consumer<Diagnostic> {
  /** How many of one kind are kept. */
  static final int MAX = 50;

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  @Override
  public void accept(Diagnostic diagnostic) {
    if (diagnostics.size() < MAX) {
      diagnostics.add(diagnostic);
    }
  }

  void error(Code code, String message, Span span, String help) {
    accept(Diagnostic.error(code, message, span).withHelp(help));
  }

  /** Something parsed that may not stand there. */
  void unexpected(String expected, Span found, String help) {
    accept(SyntaxError.unexpected(expected, SyntaxError.show(found.text()), found).withHelp(help));
  }

  List<Diagnostic> all() {
    return diagnostics;
  }
}
