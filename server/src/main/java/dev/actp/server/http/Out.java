package dev.actp.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.value.Value;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON object member by member. A member whose value is null is left out. Writing into
 * memory does not fail, so that callers see no checked exception.
 */
final class Out {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final JsonGenerator json;

  private Out(JsonGenerator json) {
    this.json = json;
  }

  /** A whole document. */
  static Buffer object(Consumer<Out> members) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      members.accept(new Out(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  Out text(String name, @Nullable String value) {
    if (value != null) {
      write(() -> json.writeStringField(name, value));
    }
    return this;
  }

  Out time(String name, @Nullable Instant value) {
    return text(name, value == null ? null : value.toString());
  }

  Out number(String name, long value) {
    write(() -> json.writeNumberField(name, value));
    return this;
  }

  Out flag(String name, boolean value) {
    write(() -> json.writeBooleanField(name, value));
    return this;
  }

  Out value(String name, @Nullable Value value) {
    if (value != null) {
      write(
          () -> {
            json.writeFieldName(name);
            ValueWriter.write(json, value);
          });
    }
    return this;
  }

  /** A member that is JSON text already, from a trusted place. */
  Out raw(String name, String text) {
    write(
        () -> {
          json.writeFieldName(name);
          json.writeRawValue(text);
        });
    return this;
  }

  /** A list of what is JSON text already, from a trusted place. */
  Out raws(String name, Iterable<String> texts) {
    write(() -> json.writeArrayFieldStart(name));
    for (String text : texts) {
      write(() -> json.writeRawValue(text));
    }
    write(json::writeEndArray);
    return this;
  }

  Out texts(String name, Collection<String> values) {
    write(
        () -> {
          json.writeArrayFieldStart(name);
          for (String value : values) {
            json.writeString(value);
          }
          json.writeEndArray();
        });
    return this;
  }

  Out object(String name, Consumer<Out> members) {
    write(() -> json.writeObjectFieldStart(name));
    members.accept(this);
    write(json::writeEndObject);
    return this;
  }

  <T> Out each(String name, Collection<T> elements, BiConsumer<Out, T> members) {
    write(() -> json.writeArrayFieldStart(name));
    for (T element : elements) {
      write(json::writeStartObject);
      members.accept(this, element);
      write(json::writeEndObject);
    }
    write(json::writeEndArray);
    return this;
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
