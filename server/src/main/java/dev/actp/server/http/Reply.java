package dev.actp.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param parts where the body comes from, part by part, once its head has left; null where it is
 *     all in {@code body}
 * @param withheld the body with the secrets left out, which is what a repetition of the request
 *     gets; null where the body holds none
 * @param problem why the request was refused; null where it was not
 */
record Reply(
    int status,
    String contentType,
    Buffer body,
    Map<String, String> headers,
    @Nullable Parts parts,
    @Nullable Buffer withheld,
    @Nullable Problem problem) {
  private static final String JSON = "application/json";

  Reply(int status, String contentType, Buffer body) {
    this(status, contentType, body, Map.of(), null, null);
  }

  /** One that refuses nothing. */
  Reply(
      int status,
      String contentType,
      Buffer body,
      Map<String, String> headers,
      @Nullable Parts parts,
      @Nullable Buffer withheld) {
    this(status, contentType, body, headers, parts, withheld, null);
  }

  /** A body of any length. */
  interface Parts extends AutoCloseable {
    /** The next part; null behind the last. Blocks on the disk. */
    @Nullable Buffer next();

    /** Called once, when all is sent or nobody takes it any more. */
    @Override
    void close();
  }

  /** A body of any length: the caller takes it at its own pace. */
  static Reply streamed(String contentType, Parts parts) {
    return new Reply(200, contentType, Buffer.buffer(), Map.of(), parts, null);
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
    return new Reply(status, contentType, body, more, parts, withheld, problem);
  }

  /** The same, holding secrets: they are in the body and in no repetition of it. */
  Reply secret(Consumer<Out> members) {
    return new Reply(status, contentType, body, headers, parts, Out.object(members), problem);
  }

  /** The same as a refusal. */
  Reply refusing(Problem why) {
    return new Reply(status, contentType, body, headers, parts, withheld, why);
  }
}
