package dev.actp.compiler.suggest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What looking at uses comes to. For one thread. */
final class Findings {
  private final List<Edit> edits = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  void add(Edit edit) {
    edits.add(edit);
  }

  /** Something that was left as it is, and why. */
  void note(String note) {
    notes.add(note);
  }

  List<Edit> edits() {
    return edits;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
