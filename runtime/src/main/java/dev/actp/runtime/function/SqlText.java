package dev.actp.runtime.function;

import dev.actp.runtime.value.Fault;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of SQL before any parser sees it. Lets through only text that every dialect splits into
 * the same literals, quoted names and words, and whose nesting a parser can bear; all else has a
 * reason for being refused.
 *
 * <p>Refused: over 16 KiB, over 1,000 words and symbols, over 50 brackets and {@code CASE}s inside
 * one another, comments, backslashes, dollar signs, brackets, braces and at signs outside of
 * literals, literals with a prefix ({@code E'' U&'' q'' x''}), quoted names that hold quotes,
 * control characters, white space and symbols outside ASCII.
 */
final class SqlText {
  /** The most bytes of UTF-8. */
  static final int MAX_BYTES = 16 * 1024;

  /** The most brackets and {@code CASE}s inside one another. */
  static final int MAX_NESTING = 50;

  /** The most parts of a name. The parser takes time quadratic in them. */
  static final int MAX_NAME_PARTS = 8;

  /** The most question marks and colons, in each of which the parser's time is quadratic. */
  static final int MAX_MARKS = 256;

  /**
   * The most words, literals, quoted names and symbols. A statement is parsed while others wait for
   * their decisions, so that its parts are bounded and not its bytes alone.
   */
  static final int MAX_PIECES = 1_000;

  private static final String REFUSED = "\\$[]{}@#";

  private final String text;
  private final StringBuilder plain = new StringBuilder();
  private final Set<String> words = new HashSet<>();
  private @Nullable Fault fault;
  private int at;
  private int pieces;
  private int nesting;
  private int cases;
  private int nameParts;
  private int marks;
  private int ends;
  private boolean pendingEnd;
  private boolean behindDot;

  private SqlText(String text) {
    this.text = text;
  }

  /** What checking gives. */
  sealed interface Checked {
    /**
     * Text fit for parsing.
     *
     * @param text with each run of white space outside of quotes as one space, since the parser
     *     ends statements at some
     * @param words the unquoted words in lower case, without those behind a dot
     * @param statements how many statements semicolons make of it
     */
    record Fit(String text, Set<String> words, int statements) implements Checked {}

    /** Text that is refused. */
    record Refused(Fault fault) implements Checked {}
  }

  static Checked check(String text) {
    boolean large =
        text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    if (large) {
      return new Checked.Refused(new Fault(Fault.Kind.BOUND, "`sql` takes at most 16 KiB"));
    }
    return new SqlText(text).scan();
  }

  private Checked scan() {
    while (at < text.length() && fault == null) {
      char c = text.charAt(at);
      switch (c) {
        case '\'' -> literal();
        case '"', '`' -> quotedName(c);
        case ' ', '\t', '\n', '\r' -> space();
        default -> other(c);
      }
      count(c);
    }
    return fault == null
        ? new Checked.Fit(plain.toString().strip(), words, ends + 1)
        : new Checked.Refused(fault);
  }

  private void count(char first) {
    if (first > ' ' && ++pieces > MAX_PIECES && fault == null) {
      bound("1,000 words and symbols");
    }
  }

  private void refuse(String what) {
    fault = new Fault(Fault.Kind.MALFORMED, "`sql` does not take " + what);
  }

  private void bound(String what) {
    fault = new Fault(Fault.Kind.BOUND, "`sql` takes at most " + what);
  }

  /** A literal in single quotes; doubled quotes are part of it, in every dialect. */
  private void literal() {
    if (hasPrefix()) {
      refuse("a literal with a prefix");
      return;
    }
    int end = at + 1;
    while (end < text.length() && (text.charAt(end) != '\'' || text.startsWith("''", end))) {
      end += text.charAt(end) == '\'' ? 2 : 1;
    }
    quoted(end, "'");
  }

  /**
   * A name in double quotes or backticks, which some dialect may take for a literal: it holds no
   * quote of any kind. Nor a dot, at which the parser would split it.
   */
  private void quotedName(char quote) {
    int end = text.indexOf(quote, at + 1);
    String name = text.substring(at + 1, end < 0 ? text.length() : end);
    boolean doubled = end > 0 && text.startsWith("" + quote, end + 1);
    if (doubled || hasPrefix() || name.chars().anyMatch(c -> "'\"`.".indexOf(c) >= 0)) {
      refuse("a quoted name with a prefix, a quote or a dot");
      return;
    }
    quoted(end < 0 ? text.length() : end, "" + quote);
  }

  /** Whether the quote here is glued to a word, as in {@code E''}, {@code q''} and {@code U&""}. */
  private boolean hasPrefix() {
    return at > 0 && (isWordPart(text.charAt(at - 1)) || text.charAt(at - 1) == '&');
  }

  private void quoted(int end, String quote) {
    if (end >= text.length()) {
      refuse("a `" + quote + "` that is never closed");
      return;
    }
    String content = text.substring(at, end + 1);
    if (content.chars().anyMatch(c -> c == '\\' || c < 0x20 || c == 0x7f)) {
      refuse("backslashes or control characters in quotes");
      return;
    }
    startOfMore();
    nameParts = behindDot ? nameParts : 0;
    behindDot = false;
    plain.append(content);
    at = end + 1;
  }

  private void space() {
    if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
      plain.append(' ');
    }
    at++;
  }

  private void other(char c) {
    boolean comment = text.startsWith("--", at) || text.startsWith("/*", at) || c == '#';
    if (comment) {
      refuse("comments");
    } else if (REFUSED.indexOf(c) >= 0) {
      refuse("`" + c + "` outside of a literal");
    } else if (isWordPart(c)) {
      word();
    } else if (c <= 0x20 || c >= 0x7f) {
      refuse("control characters, and symbols or white space outside ASCII, outside of a literal");
    } else {
      symbol(c);
    }
  }

  private void word() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    startOfMore();
    plain.append(text, start, at);
    if (!behindDot) {
      keyword(Unicode.lower(text.substring(start, at)));
    }
    behindDot = false;
  }

  private void keyword(String word) {
    words.add(word);
    nameParts = 0;
    if (word.equals("case")) {
      cases++;
      nest(1);
    } else if (word.equals("end") && cases > 0) {
      cases--;
      nest(-1);
    }
  }

  private void symbol(char c) {
    plain.append(c);
    at++;
    behindDot = c == '.';
    switch (c) {
      case '(' -> nest(1);
      case ')' -> nest(-1);
      case '.' -> countNamePart();
      case '?', ':' -> countMark();
      case ';' -> pendingEnd = true;
      default -> nameParts = 0;
    }
    if (c != ';') {
      startOfMore();
    }
  }

  /**
   * Whatever comes after a semicolon makes it the end of a statement; a last one ends nothing more.
   */
  private void startOfMore() {
    ends += pendingEnd ? 1 : 0;
    pendingEnd = false;
  }

  private void nest(int levels) {
    nameParts = 0;
    nesting += levels;
    if (nesting > MAX_NESTING) {
      bound(MAX_NESTING + " levels of brackets and `case`");
    }
  }

  private void countNamePart() {
    if (++nameParts >= MAX_NAME_PARTS) {
      bound(MAX_NAME_PARTS + " parts of a name");
    }
  }

  private void countMark() {
    if (++marks > MAX_MARKS) {
      bound(MAX_MARKS + " question marks and colons");
    }
  }

  private static boolean isWordPart(char c) {
    return c == '_' || (c < 0x80 ? Character.isLetterOrDigit(c) : Character.isLetter(c));
  }
}
