package dev.actp.compiler.resolve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths of sources: relative to the root, {@code /} between parts. */
public final class ImportPath {
  private ImportPath() {}

  /**
   * The path that an import means, seen from the file that holds it; empty where it leads out of
   * the root, is absolute, is empty, or is written with backslashes, a drive or doubled slashes.
   */
  public static Optional<String> resolve(String from, String imported) {
    if (imported.isEmpty()
        || imported.startsWith("/")
        || imported.contains("\\")
        || imported.contains(":")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    int slash = from.lastIndexOf('/');
    if (slash > 0) {
      parts.addAll(java.util.List.of(from.substring(0, slash).split("/", -1)));
    }
    for (String part : imported.split("/", -1)) {
      if (part.isEmpty() || (part.equals("..") && parts.isEmpty())) {
        return Optional.empty();
      }
      if (part.equals("..")) {
        parts.removeLast();
      } else if (!part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }
}
