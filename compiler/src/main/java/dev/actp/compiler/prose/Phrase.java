package dev.actp.compiler.prose;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of English, in which what stands in a policy or request is told from the words around it.
 * Nothing in it is markup: whoever shows it escapes it.
 */
public record Phrase(List<Run> runs) {
  public static final Phrase EMPTY = new Phrase(List.of());

  public Phrase {
    runs = List.copyOf(runs);
  }

  /**
   * A stretch of one kind.
   *
   * @param code whether it is spelt as in a policy, and no English
   */
  public record Run(String text, boolean code) {}

  /** Words and phrases, one behind the other. */
  public static Phrase of(Object... parts) {
    List<Run> runs = new ArrayList<>();
    for (Object part : parts) {
      switch (part) {
        case Phrase phrase -> runs.addAll(phrase.runs());
        case String words -> runs.add(new Run(words, false));
        case Number number -> runs.add(new Run(number.toString(), false));
        case Object other -> throw new IllegalArgumentException("no part of a phrase: " + other);
      }
    }
    return new Phrase(runs);
  }

  /** Something spelt as in a policy. */
  public static Phrase code(String text) {
    return new Phrase(List.of(new Run(text, true)));
  }

  /** {@code a}, {@code a or b}, {@code a, b or c}: the word stands before the last. */
  public static Phrase list(List<Phrase> items, String word) {
    List<Object> parts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        parts.add(i == items.size() - 1 ? " " + word + " " : ", ");
      }
      parts.add(items.get(i));
    }
    return of(parts.toArray());
  }

  /** Names as in a policy, listed. */
  public static Phrase codes(List<String> names, String word) {
    return list(names.stream().map(Phrase::code).toList(), word);
  }

  /** The same with a capital at its start, if it starts with a word. */
  public Phrase capitalised() {
    if (runs.isEmpty() || runs.getFirst().code() || runs.getFirst().text().isEmpty()) {
      return this;
    }
    String text = runs.getFirst().text();
    List<Run> changed = new ArrayList<>(runs);
    changed.set(0, new Run(Character.toUpperCase(text.charAt(0)) + text.substring(1), false));
    return new Phrase(changed);
  }

  public boolean isEmpty() {
    return runs.isEmpty();
  }
}
