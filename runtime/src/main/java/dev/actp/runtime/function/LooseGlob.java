package dev.actp.runtime.function;

import dev.actp.runtime.function.LooseText.Form;
import dev.actp.runtime.policy.Pattern;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A glob as the rules that deny match it (security.md, "Input"): exactly, or after full case
 * folding, or after case folding and NFKC, with and without invisible characters, text and glob
 * alike. Matches whatever {@link Glob} matches.
 */
public final class LooseGlob {
  private final Map<Form, Glob> globs = new EnumMap<>(Form.class);

  private LooseGlob(Pattern pattern) {
    Glob previous = null;
    for (Form form : Form.values()) {
      Glob glob = Glob.of(pattern, form::of);
      previous = previous != null && previous.sameAs(glob) ? previous : glob;
      globs.put(form, previous);
    }
  }

  /**
   * Compiles a pattern whose placeholders are filled (see {@link PatternValues}).
   *
   * @throws IllegalArgumentException if a placeholder is left, which is a bug of the caller
   */
  public static LooseGlob of(Pattern pattern) {
    return new LooseGlob(pattern);
  }

  /** Whether the glob takes the whole text in any form. */
  public boolean matches(LooseText text) {
    Glob lastGlob = null;
    String lastText = null;
    for (Form form : Form.values()) {
      Glob glob = Objects.requireNonNull(globs.get(form));
      String folded = text.in(form);
      boolean tried = glob == lastGlob && folded.equals(lastText);
      if (!tried && glob.matches(folded)) {
        return true;
      }
      lastGlob = glob;
      lastText = folded;
    }
    return false;
  }
}
