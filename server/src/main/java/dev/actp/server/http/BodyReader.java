package dev.actp.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to a limit. What comes after the limit is thrown away so that the client gets to
 * read the answer, but not without end.
 */
final class BodyReader {
  private static final int DRAIN_BYTES_MAX = 16 * 1024 * 1024;

  private final HttpServerRequest request;
  private final int limit;
  private @Nullable Buffer body;
  private long length;
  private boolean answered;

  private BodyReader(HttpServerRequest request, int limit) {
    this.request = request;
    this.limit = limit;
  }

  /** Calls {@code whenRead} on the request's thread once the body is there, or answers 413. */
  static void read(HttpServerRequest request, int limit, Consumer<Exchange> whenRead) {
    BodyReader reader = new BodyReader(request, limit);
    request.handler(reader::take);
    request.exceptionHandler(unused -> reader.answered = true);
    request.endHandler(unused -> reader.end(whenRead));
  }

  private void take(Buffer part) {
    length += part.length();
    if (length > limit) {
      body = null;
      if (length > DRAIN_BYTES_MAX) {
        refuse();
      }
    } else {
      body =
          body == null ? part : Buffer.buffer((int) length).appendBuffer(body).appendBuffer(part);
    }
  }

  private void end(Consumer<Exchange> whenRead) {
    if (length > limit) {
      refuse();
    } else if (!answered) {
      Buffer whole = body == null ? Buffer.buffer() : body;
      whenRead.accept(new Exchange(request, Vertx.currentContext(), whole));
    }
  }

  private void refuse() {
    if (!answered) {
      answered = true;
      String detail = "a body of at most %d bytes is read here".formatted(limit);
      Exchange.sendUnread(request, Problem.of(ProblemCode.BODY_TOO_LARGE, detail).denial());
    }
  }
}
