package dev.actp.compiler.handbook;

import dev.actp.compiler.prose.Phrase;
import java.util.ArrayList;
import java.util.List;

/** Documentation comments: paragraphs apart by empty lines, code between backticks. */
final class Comments {
  private Comments() {}

  static List<Phrase> paragraphs(List<String> lines) {
    List<Phrase> paragraphs = new ArrayList<>();
    for (String paragraph : String.join("\n", lines).split("\n\\s*\n", -1)) {
      if (!paragraph.isBlank()) {
        paragraphs.add(phrase(paragraph.strip().replaceAll("\\s*\n\\s*", " ")));
      }
    }
    return paragraphs;
  }

  /** Backticks without a partner are text. */
  private static Phrase phrase(String text) {
    String[] parts = text.split("`", -1);
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      boolean code = i % 2 == 1;
      if (code && i == parts.length - 1) {
        all.add("`" + parts[i]);
      } else if (code) {
        all.add(Phrase.code(parts[i]));
      } else if (!parts[i].isEmpty()) {
        all.add(parts[i]);
      }
    }
    return Phrase.of(all.toArray());
  }
}
