package dev.actp.runtime.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object on one line, member by member; a member without a value is left out. */
final class JsonText {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final JsonGenerator json;

  private JsonText(JsonGenerator json) {
    this.json = json;
  }

  static String object(Consumer<JsonText> members) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      members.accept(new JsonText(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private JsonText write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  JsonText text(String name, @Nullable String value) {
    return value == null || value.isEmpty()
        ? this
        : write(() -> json.writeStringField(name, value));
  }

  JsonText number(String name, long value) {
    return write(() -> json.writeNumberField(name, value));
  }

  JsonText flag(String name, boolean value) {
    return write(() -> json.writeBooleanField(name, value));
  }

  JsonText value(String name, Value value) {
    return write(
        () -> {
          json.writeFieldName(name);
          ValueWriter.write(json, value);
        });
  }

  /** A member that is JSON already. */
  JsonText raw(String name, String text) {
    return write(
        () -> {
          json.writeFieldName(name);
          json.writeRawValue(text);
        });
  }

  JsonText texts(String name, Iterable<String> values) {
    return write(
        () -> {
          json.writeArrayFieldStart(name);
          for (String one : values) {
            json.writeString(one);
          }
          json.writeEndArray();
        });
  }

  JsonText object(String name, Consumer<JsonText> members) {
    write(() -> json.writeObjectFieldStart(name));
    members.accept(this);
    return write(json::writeEndObject);
  }

  <T> JsonText each(String name, Iterable<T> all, BiConsumer<JsonText, T> one) {
    write(() -> json.writeArrayFieldStart(name));
    for (T element : all) {
      write(json::writeStartObject);
      one.accept(this, element);
      write(json::writeEndObject);
    }
    return write(json::writeEndArray);
  }
}
