package dev.actp.compiler.clause;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documentation comments as the IR holds them. */
final class Documentation {
  private Documentation() {}

  /** The lines as one text; null where there are none. */
  static @Nullable String of(List<String> lines) {
    return lines.isEmpty() ? null : String.join("\n", lines);
  }
}
