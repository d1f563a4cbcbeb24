package dev.actp.runtime.policy;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes nested forms, {@code (name part part)}, in which every part can be told from its
 * neighbours: a form is in parentheses, a text in quotation marks with {@code "} and {@code \}
 * escaped, anything else a word of letters, digits, {@code . - : +} and {@code _}. Hence two
 * different trees never have one text.
 */
final class CanonicalText {
  private final StringBuilder out = new StringBuilder(256);

  /** The text of one tree. */
  static String of(Consumer<CanonicalText> tree) {
    CanonicalText text = new CanonicalText();
    tree.accept(text);
    return text.out.toString();
  }

  CanonicalText form(String name, Runnable parts) {
    separate();
    out.append('(').append(name);
    parts.run();
    out.append(')');
    return this;
  }

  /** A form whose parts are elements of one kind. */
  <T> CanonicalText each(String name, Iterable<T> elements, Consumer<T> element) {
    return form(name, () -> elements.forEach(element));
  }

  /** What may be missing: the form of what is there, or an empty form. */
  <T> CanonicalText maybe(String name, @Nullable T part, Consumer<T> writer) {
    return form(
        name,
        () -> {
          if (part != null) {
            writer.accept(part);
          }
        });
  }

  CanonicalText word(Object word) {
    separate();
    out.append(word);
    return this;
  }

  CanonicalText text(String text) {
    separate();
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
    return this;
  }

  private void separate() {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '(') {
      out.append(' ');
    }
  }
}
