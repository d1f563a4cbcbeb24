package dev.actp.runtime.function;

import java.util.Optional;

/** Paths of files, compared by whole segments. */
public final class Paths {
  private static final String[] ENCODINGS = {"%2e", "%2f", "%5c"};

  private Paths() {}

  /**
   * Whether a path is the directory or lies below it, segment by segment, exactly by code point:
   * {@code /data2} is not inside {@code /data}. One slash at the end of either changes nothing.
   *
   * <p>Nothing where the answer would depend on who reads the path: a segment {@code .}, {@code ..}
   * or empty, a backslash, a control character, an encoded dot, slash or backslash, or where one is
   * absolute and the other is not. Links in the file system are not followed, and letter case
   * counts, whatever the file system makes of it.
   */
  public static Optional<Boolean> inside(String path, String directory) {
    boolean alike = path.startsWith("/") == directory.startsWith("/");
    if (!alike || !isPlain(path) || !isPlain(directory)) {
      return Optional.empty();
    }
    String below = withSlash(directory);
    return Optional.of(withSlash(path).startsWith(below));
  }

  private static String withSlash(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  private static boolean isPlain(String path) {
    String lower = Unicode.lowerAscii(path);
    for (String encoding : ENCODINGS) {
      if (lower.contains(encoding)) {
        return false;
      }
    }
    boolean visible = path.codePoints().noneMatch(c -> c == '\\' || Unicode.isControl(c));
    return visible && hasPlainSegments(path);
  }

  private static boolean hasPlainSegments(String path) {
    if (path.equals("/")) {
      return true;
    }
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    while (start <= end) {
      int slash = path.indexOf('/', start);
      int stop = slash < 0 ? end : Math.min(slash, end);
      String segment = path.substring(start, stop);
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
      start = stop + 1;
    }
    return true;
  }
}
