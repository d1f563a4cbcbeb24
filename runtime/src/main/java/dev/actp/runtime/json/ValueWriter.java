package dev.actp.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes values as JSON with their exact decimal digits. What came from JSON reads back equal; a
 * time becomes RFC 3339, a span ISO 8601, money the object {@code {"amount","currency"}} of the
 * language reference.
 */
public final class ValueWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private ValueWriter() {}

  /** A value as one line, the members of records by name. */
  public static String text(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes one value where the generator stands. */
  public static void write(JsonGenerator json, Value value) throws IOException {
    switch (value) {
      case Value.Bool bool -> json.writeBoolean(bool.value());
      case Value.Num number -> json.writeNumber(number.value());
      case Value.Text text -> json.writeString(text.value());
      case Value.Ip ip -> json.writeString(ip.canonical());
      case Value.Timestamp time -> json.writeString(time.value().toString());
      case Value.Span span -> json.writeString(span.value().toString());
      case Value.Money money -> {
        json.writeStartObject();
        json.writeStringField("amount", money.amount().toPlainString());
        json.writeStringField("currency", money.currency());
        json.writeEndObject();
      }
      case Value.Sequence sequence -> array(json, sequence.elements());
      case Value.Distinct set -> array(json, set.elements());
      case Value.Struct struct -> {
        json.writeStartObject();
        for (var member : struct.members().entrySet()) {
          json.writeFieldName(member.getKey());
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
    }
  }

  private static void array(JsonGenerator json, List<Value> elements) throws IOException {
    json.writeStartArray();
    for (Value element : elements) {
      write(json, element);
    }
    json.writeEndArray();
  }
}
