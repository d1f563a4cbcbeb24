package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From bytes to a source text: UTF-8 without a byte order mark, at most {@link #MAX_BYTES}. */
public final class SourceReader {
  /** The largest file that is read. */
  public static final int MAX_BYTES = 256 * 1024;

  private SourceReader() {}

  /**
   * Reads a file; never more than the limit and one byte.
   *
   * @param name what diagnostics call it
   * @throws IOException if the file cannot be read; what is wrong with its content is a diagnostic
   */
  public static ParseResult<SourceFile> read(Path path, String name) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return decode(name, in.readNBytes(MAX_BYTES + 1));
    }
  }

  /** Decodes a file that was read whole. */
  public static ParseResult<SourceFile> decode(String name, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return refused(tooLarge(new SourceFile(name, "")));
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      return refused(notUtf8(name, bytes, in.position()));
    }
    SourceFile file = new SourceFile(name, out.flip().toString());
    return hasByteOrderMark(file)
        ? refused(byteOrderMark(file))
        : new ParseResult<>(file, List.of(), List.of());
  }

  static boolean hasByteOrderMark(SourceFile file) {
    return file.text().startsWith("\uFEFF");
  }

  static Diagnostic byteOrderMark(SourceFile file) {
    String message = "the file starts with a byte order mark";
    return Diagnostic.error(Code.BYTE_ORDER_MARK, message, Span.of(file, 0, 1))
        .withHelp("save it as UTF-8 without one");
  }

  static boolean isTooLarge(SourceFile file) {
    return file.text().length() > MAX_BYTES
        || file.text().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  static Diagnostic tooLarge(SourceFile file) {
    String message = "the file is over " + MAX_BYTES / 1024 + " KiB";
    return Diagnostic.error(Code.TOO_LARGE, message, Span.of(file, 0, 0))
        .withHelp("move windows, lists and clause sets to a library, or split the policy");
  }

  private static Diagnostic notUtf8(String name, byte[] bytes, int offset) {
    SourceFile shown = new SourceFile(name, new String(bytes, StandardCharsets.UTF_8));
    int at = new String(bytes, 0, offset, StandardCharsets.UTF_8).length();
    String message =
        "the file is not UTF-8: byte 0x%02X at offset %d".formatted(bytes[offset] & 0xFF, offset);
    boolean utf16 = offset == 0 && bytes.length > 1 && (bytes[0] & bytes[1] & 0xFE) == 0xFE;
    return Diagnostic.error(Code.NOT_UTF8, message, Span.of(shown, at, at + 1))
        .withHelp(utf16 ? "it looks like UTF-16; save it as UTF-8" : "save it as UTF-8");
  }

  private static ParseResult<SourceFile> refused(Diagnostic diagnostic) {
    return new ParseResult<>(null, List.of(), List.of(diagnostic));
  }
}
