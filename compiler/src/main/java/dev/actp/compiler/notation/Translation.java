package dev.actp.compiler.notation;

import java.util.List;

/** What translating a policy gives. */
public sealed interface Translation {

  /**
   * A source text, in the formatter's layout.
   *
   * @param warnings where the translation could not be exact, one line each
   */
  record Translated(String source, List<String> warnings) implements Translation {
    public Translated {
      warnings = List.copyOf(warnings);
    }
  }

  /** No text; a constraint is never dropped silently. */
  record Untranslatable(List<Problem> problems) implements Translation {
    public Untranslatable {
      problems = List.copyOf(problems);
    }
  }

  /**
   * What is wrong.
   *
   * @param pointer where, as a JSON pointer (RFC 6901)
   * @param message what, and what to write instead; one line, lower case, without a final period
   */
  record Problem(String pointer, String message) {}
}
