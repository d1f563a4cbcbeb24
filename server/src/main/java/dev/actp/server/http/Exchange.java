package dev.actp.server.http;

import dev.actp.runtime.value.Value;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A request that was read completely, and the way to answer it, once. The answer may come from any
 * thread; it leaves on the connection's own.
 */
final class Exchange {
  private static final Pattern REQUEST_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

  /** W3C Trace Context, version 00. */
  private static final Pattern TRACE =
      Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final CharSequence REQUEST_ID_HEADER = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private final HttpServerRequest request;
  private final Context context;
  private final Buffer body;
  private final String id;
  private final HttpMeters meters;
  private final long began = System.nanoTime();
  private final Value.@Nullable Ip from;

  /**
   * @param from where it comes from; null where nobody knows
   */
  Exchange(
      HttpServerRequest request,
      Context context,
      Buffer body,
      Value.@Nullable Ip from,
      HttpMeters meters) {
    this.from = from;
    this.meters = meters;
    this.request = request;
    this.context = context;
    this.body = body;
    this.id = requestId(request);
  }

  /** What the caller calls the request, or a random name where it says nothing usable. */
  String id() {
    return id;
  }

  /** When the request was there as a whole, in nanoseconds of the monotonic clock. */
  long began() {
    return began;
  }

  byte[] body() {
    return body.getBytes();
  }

  /** The bytes of the body. */
  int bodyLength() {
    return body.length();
  }

  /** The raw address: path and query as they came. */
  String uri() {
    return request.uri();
  }

  String path() {
    return request.path();
  }

  String method() {
    return request.method().name();
  }

  /**
   * The parameters of the address, by name; what a name has more than once is all there. An address
   * that cannot be decoded has one called {@code %}, which is no parameter anywhere.
   */
  Map<String, List<String>> query() {
    try {
      return new QueryStringDecoder(request.uri()).parameters();
    } catch (IllegalArgumentException malformed) {
      return Map.of("%", List.of());
    }
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  List<String> headers(String name) {
    return request.headers().getAll(name);
  }

  /** The port that it came in by. */
  int port() {
    return request.localAddress().port();
  }

  /**
   * The address that it comes from: that of the other end of the connection, or what {@link
   * Proxies} say. Null where nobody knows.
   */
  Value.@Nullable Ip from() {
    return from;
  }

  /** The same as a name for whoever is there. */
  String peer() {
    return from == null ? "nowhere" : from.canonical();
  }

  /** Logs that something of ours is in the way of an answer, by what the caller calls it. */
  void failed(Logger log, String what, @Nullable Throwable failure) {
    LoggingEventBuilder event =
        log.atError().addKeyValue("code", ProblemCode.INTERNAL.id()).addKeyValue("request_id", id);
    Matcher trace = TRACE.matcher(header("traceparent").orElse(""));
    if (trace.matches()) {
      event = event.addKeyValue("trace_id", trace.group(1));
    }
    event.setCause(failure).log(what);
  }

  /** Answers. A caller that has gone away is no error. */
  void send(Reply reply) {
    if (context.equals(Vertx.currentContext())) {
      write(reply);
    } else {
      context.runOnContext(unused -> write(reply));
    }
  }

  /**
   * Answers with what is made on the connection's own thread, so that no other thread, the one that
   * decides above all, has the work of it.
   */
  void send(Supplier<Reply> reply) {
    context.runOnContext(unused -> write(reply.get()));
  }

  private void write(Reply reply) {
    send(request, id, reply, meters);
  }

  /** Answers a request that was not read completely. */
  static void sendUnread(HttpServerRequest request, Reply reply, HttpMeters meters) {
    send(request, requestId(request), reply.with("connection", "close"), meters);
  }

  /** Answers with a body that comes in parts. */
  void stream(Reply reply, Reply.Parts parts, Executor threads) {
    context.runOnContext(
        unused -> {
          HttpServerResponse response = request.response();
          if (response.ended() || response.closed()) {
            parts.close();
            return;
          }
          meters.answered(reply);
          head(response, id, reply).setChunked(true);
          new PartSender(request, context, parts, threads).start();
        });
  }

  private static void send(HttpServerRequest request, String id, Reply reply, HttpMeters meters) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    meters.answered(reply);
    head(response, id, reply).end(reply.body());
  }

  private static HttpServerResponse head(HttpServerResponse response, String id, Reply reply) {
    response
        .setStatusCode(reply.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(CONTENT_TYPE_OPTIONS, NOSNIFF)
        .putHeader(REQUEST_ID_HEADER, id);
    reply.headers().forEach(response::putHeader);
    return response;
  }

  private static String requestId(HttpServerRequest request) {
    String sent = request.getHeader(REQUEST_ID_HEADER);
    return sent != null && REQUEST_ID.matcher(sent).matches() ? sent : RequestIds.next();
  }
}
