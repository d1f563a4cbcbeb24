package dev.actp.compiler.notation.document;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON (RFC 8259) and YAML (1.2, JSON schema) documents in one way only, or not at all.
 *
 * <p>Refused: what is not UTF-8, a byte order mark, duplicate names, half of a surrogate pair, data
 * behind the document, more than {@link #MAX_BYTES} or {@link #MAX_LEVELS}; in YAML also anchors,
 * aliases, tags, a second document and names that are no scalars, so that nothing unfolds and
 * nothing is constructed. Plain words of YAML that some readers take for numbers or truth values
 * ({@code yes}, {@code 0x10}, {@code 010}) are texts.
 */
public final class DocumentReader {
  /** The largest document that is read. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /** The most objects and arrays inside one another, the outermost included. */
  public static final int MAX_LEVELS = 64;

  private DocumentReader() {}

  /** What reading gives. */
  public sealed interface Reading {
    /** The whole document. */
    record Read(Document document) implements Reading {}

    /** Nothing, and why. */
    record Refused(Diagnostic diagnostic) implements Reading {}
  }

  /**
   * Reads a document.
   *
   * @param path what diagnostics call it; its ending tells JSON from YAML
   * @param bytes at most one more than {@link #MAX_BYTES} matter
   */
  public static Reading read(String path, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return refused(path, "the document is over " + MAX_BYTES / 1024 / 1024 + " MiB");
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException e) {
      return refused(path, "the document is not UTF-8");
    }
    if (text.startsWith("\uFEFF")) {
      return refused(path, "the document starts with a byte order mark");
    }
    return read(new SourceFile(path, text));
  }

  private static Reading read(SourceFile file) {
    Syntax syntax = Syntax.of(file);
    ValueBuilder builder = new ValueBuilder();
    try {
      syntax.read(file, builder);
    } catch (Refusal refusal) {
      return new Reading.Refused(refusal.diagnostic());
    }
    return builder
        .value()
        .<Reading>map(value -> new Reading.Read(new Document(file, syntax, value, builder.nulls())))
        .orElseGet(() -> refused(file.path(), "the document is empty"));
  }

  private static Reading refused(String path, String message) {
    Span nowhere = Span.of(new SourceFile(path, ""), 0, 0);
    return new Reading.Refused(Diagnostic.error(Code.UNREADABLE_DOCUMENT, message, nowhere));
  }
}
