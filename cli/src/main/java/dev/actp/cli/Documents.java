package dev.actp.cli;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.CanonicalForm;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** JSON objects of the HTTP API. */
final class Documents {
  private static final JsonLimits LIMITS = new JsonLimits(4 * 1024 * 1024, 64);

  private Documents() {}

  /** An object with the given members, names and values in turn. */
  static Value.Struct of(Object... members) {
    SortedMap<String, Value> all = new TreeMap<>();
    for (int i = 0; i < members.length; i += 2) {
      all.put((String) members[i], value(members[i + 1]));
    }
    return new Value.Struct(all);
  }

  private static Value value(Object given) {
    return switch (given) {
      case Value value -> value;
      case String text -> new Value.Text(text);
      case Integer number -> Value.Num.of(number);
      case List<?> list -> new Value.Sequence(list.stream().map(Documents::value).toList());
      case Object other -> throw new IllegalArgumentException("no JSON value: " + other);
    };
  }

  /** The same object with a member more. */
  static Value.Struct with(Value.Struct document, String name, Object value) {
    SortedMap<String, Value> all = new TreeMap<>(document.members());
    all.put(name, value(value));
    return new Value.Struct(all);
  }

  /** The elements of a member that are objects. */
  static List<Value.Struct> objects(Value.Struct document, String name) {
    return elements(document, name, Value.Struct.class);
  }

  /** The elements of a member that are texts. */
  static List<String> texts(Value.Struct document, String name) {
    return elements(document, name, Value.Text.class).stream().map(Value.Text::value).toList();
  }

  private static <T extends Value> List<T> elements(
      Value.Struct document, String name, Class<T> kind) {
    return document.members().get(name) instanceof Value.Sequence(var elements)
        ? elements.stream().filter(kind::isInstance).map(kind::cast).toList()
        : List.of();
  }

  /** A member that is a whole number; zero where there is none. */
  static long number(Value.Struct document, String name) {
    return document.members().get(name) instanceof Value.Num number
        ? number.value().longValue()
        : 0;
  }

  static String write(Value.Struct document) {
    return new String(CanonicalForm.document(document), StandardCharsets.UTF_8);
  }

  static Value.Struct read(String text) throws IOException {
    return switch (StrictJson.readObject(text, LIMITS)) {
      case StrictJson.Reading.Document(Value.Struct document) -> document;
      case StrictJson.Reading.Document(Value other) -> throw new IOException("not a JSON object");
      case StrictJson.Reading.Refused(var problem) -> throw new IOException(problem.detail());
    };
  }

  /**
   * An object that an option was given.
   *
   * @throws Unusable where it is none
   */
  static Value.Struct given(String option, String text) throws Unusable {
    try {
      return read(text);
    } catch (IOException e) {
      throw new Unusable(option + " is no JSON object: " + e.getMessage());
    }
  }

  /** A member that is a text; empty where there is none. */
  static String text(Value.Struct document, String name) {
    return document.members().get(name) instanceof Value.Text(String text) ? text : "";
  }
}
