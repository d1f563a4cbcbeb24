package dev.actp.compiler.handbook;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names for the places of a page, each once: letters, digits and hyphens only. */
final class Anchors {
  private final Set<String> taken = new HashSet<>();

  /** The name for a heading; asked again with the same words, another one. */
  String of(String words) {
    String plain =
        words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = plain;
    for (int i = 2; !taken.add(name); i++) {
      name = plain + "-" + i;
    }
    return name;
  }
}
