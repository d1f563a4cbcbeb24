package dev.actp.runtime.ledger.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** The members that place a record. */
final class Members {
  private static final JsonFactory JSON = new JsonFactory();

  long version;
  long index = -1;
  String previous = "";
  String tenant = "";
  String at = "";

  /**
   * Reads a record: one JSON object whose members are in the order of RFC 8785, so that none is
   * there twice.
   *
   * @throws IOException if it is not that
   */
  static Members read(byte[] line) throws IOException {
    Members members = new Members();
    try (JsonParser parser = JSON.createParser(line)) {
      begin(parser);
      String before = "";
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (name.compareTo(before) <= 0) {
          throw new JsonParseException(parser, "not in order");
        }
        members.take(name, parser);
        before = name;
      }
      end(parser);
    }
    return members;
  }

  /** The text of a line that holds a checkpoint, and nothing else. */
  static Optional<String> checkpoint(byte[] line) {
    try (JsonParser parser = JSON.createParser(line)) {
      begin(parser);
      if (!"checkpoint".equals(parser.nextFieldName())
          || parser.nextToken() != JsonToken.VALUE_STRING) {
        return Optional.empty();
      }
      String note = parser.getText();
      parser.nextToken();
      end(parser);
      return Optional.of(note);
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private static void begin(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new JsonParseException(parser, "no object");
    }
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw new JsonParseException(parser, "more than an object");
    }
  }

  private void take(String name, JsonParser parser) throws IOException {
    JsonToken value = parser.nextToken();
    switch (name) {
      case "v" -> version = number(value, parser);
      case "index" -> index = number(value, parser);
      case "prev" -> previous = text(value, parser);
      case "tenant" -> tenant = text(value, parser);
      case "at" -> at = text(value, parser);
      default -> parser.skipChildren();
    }
  }

  private static long number(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT) {
      throw new JsonParseException(parser, "no number");
    }
    return parser.getLongValue();
  }

  private static String text(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw new JsonParseException(parser, "no text");
    }
    return parser.getText();
  }
}
