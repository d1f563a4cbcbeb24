package dev.actp.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param withheld the body with the secrets left out, which is what a repetition of the request
 *     gets; null where the body holds none
 */
record Reply(
    int status,
    String contentType,
    Buffer body,
    Map<String, String> headers,
    @Nullable Buffer withheld) {
  private static final String JSON = "application/json";

  Reply(int status, String contentType, Buffer body) {
    this(status, contentType, body, Map.of(), null);
  }

  static Reply ok(Consumer<Out> members) {
    return new Reply(200, JSON, Out.object(members));
  }

  static Reply created(String location, Consumer<Out> members) {
    return new Reply(201, JSON, Out.object(members)).with("location", location);
  }

  /** The same with a header more. */
  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, body, more, withheld);
  }

  /** The same, holding secrets: they are in the body and in no repetition of it. */
  Reply secret(Consumer<Out> members) {
    return new Reply(status, contentType, body, headers, Out.object(members));
  }
}
