package dev.actp.compiler;

/** The canonical text of a policy, broken into lines that a reviewer can compare. */
final class Listing {
  private static final int DEEPEST_BREAK = 6;

  private Listing() {}

  static String of(String canonical) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      boolean escaped = i > 0 && canonical.charAt(i - 1) == '\\';
      quoted ^= c == '"' && !escaped;
      if (!quoted && c == '(' && depth > 0 && depth < DEEPEST_BREAK) {
        out.setLength(out.length() - 1);
        out.append('\n').append("  ".repeat(depth));
      }
      depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      out.append(c);
    }
    return out.append('\n').toString();
  }
}
