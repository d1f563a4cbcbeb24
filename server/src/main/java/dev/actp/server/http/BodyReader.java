package dev.actp.server.http;

import dev.actp.runtime.value.Value;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to a limit, or answers at once: on the length that the head announces, on the
 * first byte over the limit, on the first chunk that is none. What is left of a refused request is
 * thrown away so that its sender gets to read the answer, but not without end; then the connection
 * is closed.
 */
final class BodyReader {
  private static final int DRAIN_BYTES_MAX = 16 * 1024 * 1024;

  private final HttpServerRequest request;
  private final Connections.Line line;
  private final int limit;
  private @Nullable Buffer body;
  private long length;
  private boolean refused;

  private BodyReader(HttpServerRequest request, Connections.Line line, int limit) {
    this.request = request;
    this.line = line;
    this.limit = limit;
  }

  /** Calls {@code whenRead} on the request's thread once the body is there, or answers 413. */
  static void read(
      HttpServerRequest request,
      Connections.Line line,
      int limit,
      Proxies proxies,
      Consumer<Exchange> whenRead) {
    BodyReader reader = new BodyReader(request, line, limit);
    request.handler(reader::take);
    request.exceptionHandler(reader::fail);
    request.endHandler(unused -> reader.end(proxies, whenRead));
    if (announced(request) > limit) {
      reader.refuse(reader.tooLarge());
    } else if (request.headers().contains(HttpHeaders.EXPECT)) {
      request.response().writeContinue();
    }
  }

  /** Answers without reading the body. */
  static void refuse(HttpServerRequest request, Connections.Line line, Reply reply) {
    BodyReader reader = new BodyReader(request, line, 0);
    request.handler(reader::take);
    request.exceptionHandler(unused -> {});
    request.endHandler(unused -> request.connection().close());
    reader.refuse(reply);
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  private void take(Buffer part) {
    length += part.length();
    if (refused) {
      if (length > DRAIN_BYTES_MAX) {
        request.connection().close();
      }
    } else if (length > limit) {
      body = null;
      refuse(tooLarge());
    } else {
      body =
          body == null ? part : Buffer.buffer((int) length).appendBuffer(body).appendBuffer(part);
    }
  }

  private void end(Proxies proxies, Consumer<Exchange> whenRead) {
    if (refused) {
      request.connection().close();
      return;
    }
    line.read();
    Buffer whole = body == null ? Buffer.buffer() : body;
    Value.Ip from =
        proxies
            .client(
                request.remoteAddress().hostAddress(), request.headers().getAll("x-forwarded-for"))
            .orElse(null);
    whenRead.accept(new Exchange(request, Vertx.currentContext(), whole, from, line.meters()));
  }

  /** The connection is gone, or what came on it is no HTTP; closing it writes the answer first. */
  private void fail(Throwable failure) {
    if (!refused && !(failure instanceof HttpClosedException)) {
      refuse(Problem.of(ProblemCode.MALFORMED_HTTP).denial());
      request.connection().close();
    }
  }

  private Reply tooLarge() {
    String detail = "a body of at most %d bytes is read here".formatted(limit);
    return Problem.of(ProblemCode.BODY_TOO_LARGE, detail).denial();
  }

  private void refuse(Reply reply) {
    refused = true;
    Exchange.sendUnread(request, reply, line.meters());
    line.end();
  }
}
