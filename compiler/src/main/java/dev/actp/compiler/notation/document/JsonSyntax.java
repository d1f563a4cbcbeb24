package dev.actp.compiler.notation.document;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.json.Tokens;
import java.io.IOException;

/** JSON from Jackson's token stream. */
final class JsonSyntax {
  private JsonSyntax() {}

  static void read(SourceFile file, Parts parts) {
    try (JsonParser parser = Tokens.of(file.text())) {
      int levels = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        levels += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        part(token, parser, at(parser, file), parts);
        if (levels == 0) {
          refuseMore(parser, file);
        }
      }
    } catch (JacksonException syntax) {
      JsonLocation location = syntax.getLocation();
      int offset = location == null ? 0 : (int) Math.max(0, location.getCharOffset());
      int start = Math.min(offset, file.text().length());
      throw new Refusal("this is not JSON from here on", Span.of(file, start, start), null);
    } catch (IOException impossible) {
      throw new IllegalStateException("a string cannot fail to be read", impossible);
    }
  }

  private static void refuseMore(JsonParser parser, SourceFile file) throws IOException {
    if (parser.nextToken() != null) {
      throw new Refusal("data follows the end of the document", at(parser, file), null);
    }
  }

  private static Span at(JsonParser parser, SourceFile file) {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    return Span.of(file, start, end(file.text(), start));
  }

  /** The parser itself reads ahead behind a name, and no string before it is asked for. */
  private static int end(String text, int start) {
    int end = Math.min(start + 1, text.length());
    if (text.startsWith("\"", start)) {
      while (end < text.length() && text.charAt(end) != '"') {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      return Math.min(end + 1, text.length());
    }
    boolean word = "{}[]".indexOf(text.charAt(start)) < 0;
    while (word && end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0;
  }

  private static void part(JsonToken token, JsonParser parser, Span at, Parts parts)
      throws IOException {
    switch (token) {
      case START_OBJECT -> parts.object(at);
      case START_ARRAY -> parts.array(at);
      case END_OBJECT, END_ARRAY -> parts.end();
      case FIELD_NAME -> parts.name(parser.currentName(), at);
      case VALUE_STRING -> parts.scalar(new Parts.Scalar.Text(parser.getText()), at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          parts.scalar(new Parts.Scalar.Digits(parser.getText()), at);
      case VALUE_TRUE -> parts.scalar(new Parts.Scalar.Truth(true), at);
      case VALUE_FALSE -> parts.scalar(new Parts.Scalar.Truth(false), at);
      case VALUE_NULL -> parts.scalar(Parts.Scalar.Null.NULL, at);
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no token of a text: " + token);
    }
  }
}
