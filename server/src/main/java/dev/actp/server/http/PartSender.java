package dev.actp.server.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a body part by part: the next one is made when the one before has left, on a thread that
 * may block, so that a slow reader keeps neither a thread nor memory. What fails in between ends
 * the connection: the reader sees that the body is not complete.
 */
final class PartSender {
  private static final Logger LOG = LoggerFactory.getLogger(PartSender.class);

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context context;
  private final Reply.Parts parts;
  private final Executor threads;

  /** Whether {@code parts} is in use on another thread. */
  private boolean making;

  private boolean over;
  private boolean closed;

  PartSender(HttpServerRequest request, Context context, Reply.Parts parts, Executor threads) {
    this.request = request;
    this.response = request.response();
    this.context = context;
    this.parts = parts;
    this.threads = threads;
  }

  /** Starts; to be called on the request's thread, like all the rest here. */
  void start() {
    response.closeHandler(gone -> finish());
    make();
  }

  private void make() {
    making = true;
    try {
      threads.execute(this::makeOne);
    } catch (RejectedExecutionException e) {
      making = false;
      abort();
    }
  }

  private void makeOne() {
    try {
      Buffer part = parts.next();
      context.runOnContext(unused -> made(part));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("a long answer could not be completed", e);
      context.runOnContext(
          unused -> {
            making = false;
            abort();
          });
    }
  }

  private void made(@Nullable Buffer part) {
    making = false;
    if (over || response.closed()) {
      finish();
    } else if (part == null) {
      finish();
      response.end();
    } else {
      response.write(part);
      if (response.writeQueueFull()) {
        response.drainHandler(unused -> make());
      } else {
        make();
      }
    }
  }

  private void abort() {
    finish();
    request.connection().close();
  }

  /** Lets the parts go, once; a part that is being made comes first. */
  private void finish() {
    over = true;
    if (!making && !closed) {
      closed = true;
      parts.close();
    }
  }
}
