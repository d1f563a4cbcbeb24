package dev.actp.cli;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.JsonRenderer;
import dev.actp.dsl.diagnostic.TextRenderer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with the sources of a command, each thing once. */
final class Diagnostics {
  private final List<Diagnostic> all = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  void add(Shown shown, List<Diagnostic> more) {
    for (Diagnostic diagnostic : more) {
      Diagnostic placed = shown.of(diagnostic);
      if (seen.add(placed.toString() + placed.span().end())) {
        all.add(placed);
      }
    }
  }

  List<Diagnostic> all() {
    return List.copyOf(all);
  }

  long errors() {
    return all.stream().filter(Diagnostic::isError).count();
  }

  long warnings() {
    return all.size() - errors();
  }

  /** Shows them to people. */
  void print(Console console) {
    if (!all.isEmpty()) {
      console.err().println(new TextRenderer(console.errStyle().color()).render(all));
    }
  }

  /** Shows them to programs. */
  String json() {
    return JsonRenderer.render(all);
  }
}
