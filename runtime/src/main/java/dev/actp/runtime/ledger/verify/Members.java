package dev.actp.runtime.ledger.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** The members that place a record, and where they are asked for those that it is found by. */
final class Members {
  private static final JsonFactory JSON = new JsonFactory();

  long version;
  long index = -1;
  String previous = "";
  String tenant = "";
  String at = "";
  String kind = "";
  String outcome = "";
  String agent = "";
  String action = "";
  String act = "";

  /** The last one of the chain. */
  String token = "";

  String caller = "";
  String actor = "";
  String request = "";
  private final boolean all;

  private Members(boolean all) {
    this.all = all;
  }

  /**
   * Reads a record: one JSON object whose members are in the order of RFC 8785, so that none is
   * there twice.
   *
   * @throws IOException if it is not that
   */
  static Members read(byte[] line) throws IOException {
    return read(line, false);
  }

  /** The same, with what a record is found by. */
  static Members readAll(byte[] line) throws IOException {
    return read(line, true);
  }

  private static Members read(byte[] line, boolean all) throws IOException {
    Members members = new Members(all);
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
      default -> {
        if (all) {
          takeMore(name, value, parser);
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private void takeMore(String name, JsonToken value, JsonParser parser) throws IOException {
    switch (name) {
      case "kind" -> kind = text(value, parser);
      case "outcome" -> outcome = text(value, parser);
      case "agent" -> agent = text(value, parser);
      case "action" -> action = text(value, parser);
      case "act" -> act = text(value, parser);
      case "request_id" -> request = text(value, parser);
      case "chain" -> token = last(value, parser);
      case "caller" -> caller = id(value, parser);
      case "actor" -> actor = id(value, parser);
      default -> parser.skipChildren();
    }
  }

  private static String last(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      throw new JsonParseException(parser, "no array");
    }
    String last = "";
    for (JsonToken one = parser.nextToken(); one != JsonToken.END_ARRAY; one = parser.nextToken()) {
      last = text(one, parser);
    }
    return last;
  }

  private static String id(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      throw new JsonParseException(parser, "no object");
    }
    String id = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken member = parser.nextToken();
      if (name.equals("id")) {
        id = text(member, parser);
      } else {
        parser.skipChildren();
      }
    }
    return id;
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
