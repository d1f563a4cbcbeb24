package dev.actp.runtime.function;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a resource's name has one reading only (language.md, "Resource patterns"). A name with a
 * defect is denied before any rule sees it, so that no rule has to think of a second spelling.
 */
public final class ResourceName {
  /** The longest name, in code points. */
  public static final int MAX_LENGTH = 2_048;

  private static final String SCHEME_END = "://";

  private ResourceName() {}

  /** What can be wrong with a name. */
  public enum Cause {
    TOO_LONG("longer than 2,048 characters"),
    CONTROL("a control character, or an encoded one"),
    FORMAT("a format character, such as a bidirectional control"),
    IGNORABLE("a character that is shown as nothing"),
    LONE_SURROGATE("half of a surrogate pair"),
    NOT_NFC("text that is not in Unicode normalization form C"),
    WHITE_SPACE("white space at the start or the end of a segment, or other than a blank"),
    EMPTY_SEGMENT("an empty segment"),
    DOT_SEGMENT("a segment `.` or `..`"),
    TRAILING_SLASH("a slash at the end"),
    BACKSLASH("a backslash"),
    QUERY("a `?`"),
    FRAGMENT("a `#`"),
    ENCODED_SLASH("an encoded slash or backslash"),
    ENCODED_UNRESERVED("an encoded letter, digit, or one of `-._~`, which needs no encoding");

    private final String description;

    Cause(String description) {
      this.description = description;
    }

    /** The stable code, such as {@code dot_segment}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The cause in words. */
    public String description() {
      return description;
    }
  }

  /**
   * The first defect of a name.
   *
   * @param position where, in code points from 0
   */
  public record Defect(Cause cause, int position) {}

  /**
   * The first defect, or nothing for a well-formed name. The empty name, a request without a
   * resource, is well-formed. A percent sign that encodes nothing stands for itself.
   */
  public static Optional<Defect> check(String name) {
    if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
      return Optional.of(new Defect(Cause.TOO_LONG, MAX_LENGTH));
    }
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      Optional<Cause> cause = causeAt(name, i);
      if (cause.isPresent()) {
        return Optional.of(new Defect(cause.get(), name.codePointCount(0, i)));
      }
    }
    return Unicode.isComposed(name)
        ? checkSegments(name)
        : Optional.of(new Defect(Cause.NOT_NFC, 0));
  }

  private static Optional<Cause> causeAt(String name, int index) {
    int c = name.codePointAt(index);
    return switch (c) {
      case '\\' -> Optional.of(Cause.BACKSLASH);
      case '?' -> Optional.of(Cause.QUERY);
      case '#' -> Optional.of(Cause.FRAGMENT);
      case '%' -> encoded(name, index);
      case ' ' -> isInside(name, index) ? Optional.empty() : Optional.of(Cause.WHITE_SPACE);
      default -> c > 0x20 && c < 0x7f ? Optional.empty() : unseen(c);
    };
  }

  /** Whether a character has neighbours in its segment. */
  private static boolean isInside(String name, int index) {
    boolean first = index == 0 || name.charAt(index - 1) == '/';
    boolean last = index == name.length() - 1 || name.charAt(index + 1) == '/';
    return !first && !last;
  }

  private static Optional<Cause> unseen(int codePoint) {
    if (Unicode.isControl(codePoint)) {
      return Optional.of(Cause.CONTROL);
    }
    if (codePoint != ' ' && Unicode.isWhiteSpace(codePoint)) {
      return Optional.of(Cause.WHITE_SPACE);
    }
    if (Unicode.isFormat(codePoint)) {
      return Optional.of(Cause.FORMAT);
    }
    if (Unicode.isIgnorable(codePoint)) {
      return Optional.of(Cause.IGNORABLE);
    }
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return surrogate ? Optional.of(Cause.LONE_SURROGATE) : Optional.empty();
  }

  /** RFC 3986, 2.1 and 2.3: what {@code %XX} at the index stands for. */
  private static Optional<Cause> encoded(String name, int index) {
    int value =
        index + 2 < name.length()
            ? hex(name.charAt(index + 1)) * 16 + hex(name.charAt(index + 2))
            : -1;
    if (value < 0 || value > 0x7f) {
      return Optional.empty();
    }
    if (value < 0x20 || value == 0x7f) {
      return Optional.of(Cause.CONTROL);
    }
    if (value == '/' || value == '\\') {
      return Optional.of(Cause.ENCODED_SLASH);
    }
    boolean unreserved = Character.isLetterOrDigit(value) || "-._~".indexOf(value) >= 0;
    return unreserved ? Optional.of(Cause.ENCODED_UNRESERVED) : Optional.empty();
  }

  /**
   * The value of a hexadecimal digit, or a number so far below zero that no sum with it reaches
   * zero.
   */
  private static int hex(char c) {
    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
    return digit < 0 ? -1_000 : digit;
  }

  private static Optional<Defect> checkSegments(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.endsWith("/")) {
      return Optional.of(
          new Defect(Cause.TRAILING_SLASH, name.codePointCount(0, name.length() - 1)));
    }
    int start = segmentsStart(name);
    while (start <= name.length()) {
      int slash = name.indexOf('/', start);
      int end = slash < 0 ? name.length() : slash;
      if (end == start) {
        return Optional.of(new Defect(Cause.EMPTY_SEGMENT, name.codePointCount(0, start)));
      }
      boolean dots =
          name.startsWith(".", start) && end - start <= 2 && name.startsWith(".", end - 1);
      if (dots) {
        return Optional.of(new Defect(Cause.DOT_SEGMENT, name.codePointCount(0, start)));
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  /** Behind {@code scheme://} and one more slash, where they are there. */
  private static int segmentsStart(String name) {
    int slash = name.indexOf('/');
    boolean scheme = slash > 1 && name.startsWith(SCHEME_END, slash - 1);
    int start = scheme ? slash - 1 + SCHEME_END.length() : 0;
    return name.startsWith("/", start) ? start + 1 : start;
  }
}
