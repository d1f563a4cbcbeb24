package dev.actp.runtime.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.actp.runtime.json.JsonProblem.Code;
import dev.actp.runtime.json.StrictJson.Reading;
import dev.actp.runtime.value.DecimalText;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one document from Jackson's token stream. Values are built as tokens arrive: there is no
 * tree in between.
 */
final class JsonReader {
  private final String text;
  private final JsonLimits limits;

  /**
   * Whether a string may hold half of a surrogate pair: in text that came from UTF-8 only an escape
   * can be one.
   */
  private final boolean halves;

  private int levels;

  JsonReader(String text, JsonLimits limits, boolean fromUtf8) {
    this.text = text;
    this.limits = limits;
    this.halves = !fromUtf8 || text.contains("\\u");
  }

  Reading read() {
    try (JsonParser parser = Tokens.of(text)) {
      return read(parser);
    } catch (IOException impossible) {
      throw new IllegalStateException("a string cannot fail to be read", impossible);
    }
  }

  private Reading read(JsonParser parser) throws IOException {
    try {
      Value value = value(parser, parser.nextToken());
      return parser.nextToken() == null
          ? new Reading.Document(value)
          : new Reading.Refused(
              problem(parser, Code.TRAILING_DATA, "data follows the end of the document"));
    } catch (Refusal refusal) {
      return new Reading.Refused(refusal.problem);
    } catch (JacksonException syntax) {
      return new Reading.Refused(syntax(parser, syntax));
    }
  }

  private Value value(JsonParser parser, @Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw refusal(parser, Code.SYNTAX, "the document is empty");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Value.Text(wellFormed(parser, parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> Value.Bool.TRUE;
      case VALUE_FALSE -> Value.Bool.FALSE;
      case VALUE_NULL ->
          throw refusal(parser, Code.NULL, "a null means absent, and nothing can be absent here");
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw refusal(parser, Code.SYNTAX, "a value is expected here");
    };
  }

  private Value object(JsonParser parser) throws IOException {
    descend(parser);
    TreeMap<String, Value> members = new TreeMap<>();
    Set<String> absent = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = wellFormed(parser, parser.currentName());
      boolean repeated = members.containsKey(name) || (absent != null && absent.contains(name));
      if (repeated) {
        throw refusal(parser, Code.DUPLICATE_NAME, "this name occurs twice in one object");
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        absent = absent == null ? new HashSet<>() : absent;
        absent.add(name);
      } else {
        members.put(name, value(parser, token));
      }
    }
    levels--;
    return new Value.Struct(members);
  }

  private Value array(JsonParser parser) throws IOException {
    descend(parser);
    List<Value> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    levels--;
    return new Value.Sequence(elements);
  }

  private void descend(JsonParser parser) {
    if (++levels > limits.levels()) {
      throw refusal(
          parser, Code.TOO_DEEP, "the document has more than " + limits.levels() + " levels");
    }
  }

  private static Value number(JsonParser parser) throws IOException {
    Result number =
        DecimalText.parse(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    return switch (number) {
      case Value value -> value;
      case Fault fault ->
          throw refusal(parser, Code.NUMBER_OUT_OF_RANGE, fault.detail() + " is refused");
    };
  }

  private String wellFormed(JsonParser parser, String string) {
    for (int i = 0; halves && i < string.length(); i++) {
      char c = string.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < string.length()
                && Character.isLowSurrogate(string.charAt(i + 1));
        if (!pair) {
          throw refusal(parser, Code.LONE_SURROGATE, "this string holds half of a surrogate pair");
        }
        i++;
      }
    }
    return string;
  }

  private static JsonProblem syntax(JsonParser parser, JacksonException syntax) {
    JsonLocation location = syntax.getLocation();
    long offset = location == null ? 0 : Math.max(0, location.getCharOffset());
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return new JsonProblem(Code.SYNTAX, pointer, (int) offset, "this is not JSON from here on");
  }

  private static JsonProblem problem(JsonParser parser, Code code, String detail) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return new JsonProblem(
        code, pointer, (int) parser.currentTokenLocation().getCharOffset(), detail);
  }

  private static Refusal refusal(JsonParser parser, Code code, String detail) {
    return new Refusal(problem(parser, code, detail));
  }

  /** Leaves the nest of objects at once; never leaves this class. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient JsonProblem problem;

    Refusal(JsonProblem problem) {
      super(null, null, false, false);
      this.problem = problem;
    }
  }
}
