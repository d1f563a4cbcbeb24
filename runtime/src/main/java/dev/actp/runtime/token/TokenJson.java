package dev.actp.runtime.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The JSON of headers, claims and key files. */
final class TokenJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private TokenJson() {}

  /** The object in a text, read strictly, or nothing. */
  static Optional<Value.Struct> object(byte[] text) {
    return StrictJson.readObject(text, JsonLimits.DEFAULT)
            instanceof StrictJson.Reading.Document(Value.Struct object)
        ? Optional.of(object)
        : Optional.empty();
  }

  /** Writes a text; writing into memory does not fail. */
  static String write(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes to a generator. */
  interface Writing {
    void to(JsonGenerator json) throws IOException;
  }
}
