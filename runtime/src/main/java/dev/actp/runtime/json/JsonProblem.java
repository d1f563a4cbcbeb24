package dev.actp.runtime.json;

import java.util.Locale;

/**
 * Why a document was refused.
 *
 * @param pointer the member or element concerned, a JSON pointer (RFC 6901); empty for the whole
 *     document
 * @param offset where, in UTF-16 units of the text from 0 (in bytes for {@link Code#NOT_UTF8})
 * @param detail one line for people, lower case, without a final period
 */
public record JsonProblem(Code code, String pointer, int offset, String detail) {

  /** The stable kinds of problem. */
  public enum Code {
    TOO_LARGE,
    NOT_UTF8,
    BOM,
    SYNTAX,
    TRAILING_DATA,
    TOO_DEEP,
    DUPLICATE_NAME,
    LONE_SURROGATE,
    /** More than 38 digits, an exponent beyond 30, or a digit below 10^-30. */
    NUMBER_OUT_OF_RANGE,
    /** A null in an array or as the whole document, where it cannot mean "absent". */
    NULL,
    NOT_AN_OBJECT;

    /** The code as it is sent, such as {@code duplicate_name}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
