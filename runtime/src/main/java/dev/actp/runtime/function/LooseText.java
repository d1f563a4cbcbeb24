package dev.actp.runtime.function;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A text in every form in which a {@link LooseGlob} looks at it. Made once a request, used for
 * every rule that denies.
 *
 * <p>Folding may turn one segment into two (U+FF0F becomes {@code /}) or let a character vanish, so
 * one folded form alone would match less than the exact text in places. A loose match is a match in
 * any form; each form is the view of some system that the name may be handed to.
 */
public final class LooseText {

  /** The forms, from the exact one to the one that equates the most. */
  enum Form {
    EXACT,
    /** Full case folding: Unicode 3.13, toCasefold. */
    FOLDED,
    /**
     * Case folding and NFKC: full-width, ligature and other compatibility variants become plain.
     */
    COMPATIBLE,
    /** NFKC_Casefold: also without default-ignorable characters, such as a zero-width joiner. */
    VISIBLE;

    String of(String text) {
      return switch (this) {
        case EXACT -> text;
        case FOLDED -> Unicode.foldCase(text);
        case COMPATIBLE -> Unicode.foldCompatible(text);
        case VISIBLE -> Unicode.foldVisible(text);
      };
    }
  }

  private final Map<Form, String> forms = new EnumMap<>(Form.class);

  private LooseText(String text) {
    for (Form form : Form.values()) {
      forms.put(form, form.of(text));
    }
  }

  /**
   * The forms of a text. Letters that merely look alike (Cyrillic and Latin a) stay different in
   * all of them.
   */
  public static LooseText of(String text) {
    return new LooseText(text);
  }

  /** Whether two texts are the same in any form. */
  public boolean same(LooseText other) {
    for (Form form : Form.values()) {
      if (in(form).equals(other.in(form))) {
        return true;
      }
    }
    return false;
  }

  String in(Form form) {
    return Objects.requireNonNull(forms.get(form));
  }
}
