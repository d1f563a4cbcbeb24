package dev.actp.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * An event as one line of JSON: {@code time} (RFC 3339, UTC), {@code level}, {@code logger}, {@code
 * message}, what the event names besides, such as {@code request_id}, and {@code error} with its
 * {@code stack}. Written here as the library's own form has its times as milliseconds.
 */
final class JsonLine extends EncoderBase<ILoggingEvent> {
  /** Characters of a message; what is more is cut off. */
  static final int MESSAGE_MAX = 4 * 1024;

  /** Characters of a stack. */
  static final int STACK_MAX = 16 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      write(json, event);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, ILoggingEvent event) throws IOException {
    json.writeStringField("time", event.getInstant().toString());
    json.writeStringField("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    json.writeStringField("logger", event.getLoggerName());
    json.writeStringField("message", cut(event.getFormattedMessage(), MESSAGE_MAX));
    List<KeyValuePair> named = event.getKeyValuePairs();
    if (named != null) {
      for (KeyValuePair one : named) {
        json.writeStringField(one.key, cut(String.valueOf(one.value), MESSAGE_MAX));
      }
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
      json.writeStringField("error", cut(thrown.getClassName() + message, MESSAGE_MAX));
      json.writeStringField("stack", cut(ThrowableProxyUtil.asString(thrown), STACK_MAX));
    }
  }

  private static String cut(@Nullable String text, int most) {
    String whole = Objects.requireNonNullElse(text, "");
    return whole.length() <= most ? whole : whole.substring(0, most) + "…";
  }
}
