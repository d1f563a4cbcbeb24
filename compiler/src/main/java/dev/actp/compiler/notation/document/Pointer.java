package dev.actp.compiler.notation.document;

import java.util.List;

/** JSON pointers (RFC 6901). */
public final class Pointer {
  private Pointer() {}

  /** One step, escaped. */
  public static String step(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  static String of(List<String> steps) {
    StringBuilder pointer = new StringBuilder();
    steps.forEach(step -> pointer.append('/').append(step(step)));
    return pointer.toString();
  }

  /** The pointer without its last step; of the whole document, itself. */
  static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }
}
