package dev.actp.runtime.json;

import dev.actp.runtime.json.JsonProblem.Code;
import dev.actp.runtime.value.Value;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON (RFC 8259, within the limits of RFC 7493 and security.md, "Input"): one reading only,
 * or none.
 *
 * <p>Refused, on the text and before any arithmetic: malformed UTF-8, a byte order mark, duplicate
 * names, lone surrogates (written out or escaped), {@code NaN} and the like, trailing data, numbers
 * beyond the bounds of {@code decimal}, and documents beyond {@link JsonLimits}. A member that is
 * {@code null} is absent; a {@code null} elsewhere is refused. Objects become {@link Value.Struct},
 * arrays {@link Value.Sequence}; nothing becomes a typed value.
 */
public final class StrictJson {
  private static final char BOM = '\ufeff';
  private static final char REPLACEMENT = '\ufffd';

  private StrictJson() {}

  /** What reading gives. */
  public sealed interface Reading {
    /** The whole document. */
    record Document(Value value) implements Reading {}

    /** Nothing, and why. */
    record Refused(JsonProblem problem) implements Reading {}
  }

  /** Reads any document. */
  public static Reading read(byte[] utf8, JsonLimits limits) {
    if (utf8.length > limits.bytes()) {
      return tooLarge(limits);
    }
    String text = new String(utf8, StandardCharsets.UTF_8);
    int malformed = text.indexOf(REPLACEMENT) < 0 ? -1 : malformedAt(utf8);
    return malformed < 0
        ? readText(text, limits, true)
        : refused(Code.NOT_UTF8, malformed, "this is not UTF-8");
  }

  /** Reads any document. */
  public static Reading read(String text, JsonLimits limits) {
    boolean large =
        text.length() > limits.bytes()
            || text.getBytes(StandardCharsets.UTF_8).length > limits.bytes();
    return large ? tooLarge(limits) : readText(text, limits, false);
  }

  /** Reads a document that has to be an object: its value is a {@link Value.Struct}. */
  public static Reading readObject(byte[] utf8, JsonLimits limits) {
    return object(read(utf8, limits));
  }

  /** Reads a document that has to be an object: its value is a {@link Value.Struct}. */
  public static Reading readObject(String text, JsonLimits limits) {
    return object(read(text, limits));
  }

  private static Reading object(Reading reading) {
    boolean other =
        reading instanceof Reading.Document(Value value) && !(value instanceof Value.Struct);
    return other ? refused(Code.NOT_AN_OBJECT, 0, "a JSON object is expected here") : reading;
  }

  private static Reading readText(String text, JsonLimits limits, boolean fromUtf8) {
    if (!text.isEmpty() && text.charAt(0) == BOM) {
      return refused(Code.BOM, 0, "a byte order mark must not precede the document");
    }
    return new JsonReader(text, limits, fromUtf8).read();
  }

  /** The offset of the first byte that is no part of a character, or -1. */
  private static int malformedAt(byte[] utf8) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    CoderResult result = decoder.decode(bytes, CharBuffer.allocate(utf8.length), true);
    return result.isError() ? bytes.position() : -1;
  }

  private static Reading tooLarge(JsonLimits limits) {
    return refused(
        Code.TOO_LARGE, limits.bytes(), "the document has more than " + limits.bytes() + " bytes");
  }

  private static Reading refused(Code code, int offset, String detail) {
    return new Reading.Refused(new JsonProblem(code, "", offset, detail));
  }
}
