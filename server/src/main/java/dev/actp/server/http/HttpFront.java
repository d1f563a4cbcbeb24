package dev.actp.server.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's share of the HTTP server. Several of them listen on one port. Enforcement is
 * found without the router, as every decision passes there.
 */
final class HttpFront extends VerticleBase {
  private static final int HEADER_BYTES_MAX = 16 * 1024;
  private static final int URI_BYTES_MAX = 4 * 1024;
  private static final int IDLE_SECONDS_MAX = 75;
  private static final int ENFORCE_BODY_BYTES_MAX = 64 * 1024;

  private final Api api;
  private final Connections connections;
  private final Proxies proxies;
  private final HttpServerOptions options;
  private @Nullable HttpServer server;

  HttpFront(Api api, Port port) {
    this.proxies = port.proxies();
    this.api = api;
    this.connections = new Connections(port.bounds(), api.meters());
    this.options =
        new HttpServerOptions()
            .setHost(port.host())
            .setPort(port.number())
            .setMaxHeaderSize(HEADER_BYTES_MAX)
            .setMaxInitialLineLength(URI_BYTES_MAX)
            .setIdleTimeout(IDLE_SECONDS_MAX)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setHttp2ClearTextEnabled(false)
            .setTcpNoDelay(true)
            .setReuseAddress(true);
  }

  /** What it serves. */
  Api api() {
    return api;
  }

  @Override
  public Future<HttpServer> start() {
    Router router = router();
    vertx.setPeriodic(connections.period().toMillis(), unused -> connections.sweep());
    HttpServer created =
        vertx
            .createHttpServer(options)
            .connectionHandler(connections::opened)
            .invalidRequestHandler(this::invalid)
            .requestHandler(request -> route(request, router));
    server = created;
    return created.listen();
  }

  /** The open port, once started. */
  int port() {
    return server == null ? 0 : server.actualPort();
  }

  /**
   * Accepts no more, and closes each connection once its request is answered, or when the time is
   * over.
   */
  Future<Void> shutdown(Duration drain) {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(drain.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void route(HttpServerRequest request, Router router) {
    Connections.Line line = connections.begin(request);
    if (line == null) {
      request.connection().close();
      return;
    }
    request.response().endHandler(answered -> answered(request, line));
    Optional<Problem> refusal = RequestHead.refusal(request);
    if (refusal.isPresent()) {
      BodyReader.refuse(request, line, reply(request, refusal.get()));
      return;
    }
    Consumer<Exchange> decides =
        request.method().equals(HttpMethod.POST) ? api.decisions().get(request.path()) : null;
    if (decides == null) {
      router.handle(request);
    } else {
      BodyReader.read(request, line, ENFORCE_BODY_BYTES_MAX, proxies, decides);
    }
  }

  /** A connection whose framing another reader could see otherwise ends with its answer. */
  private static void answered(HttpServerRequest request, Connections.Line line) {
    line.answered();
    if (request.isEnded() && request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      line.end();
      request.connection().close();
    }
  }

  private static Reply reply(HttpServerRequest request, Problem problem) {
    Reply reply = request.method().equals(HttpMethod.POST) ? problem.denial() : problem.reply();
    return problem.code() == ProblemCode.UNSUPPORTED_ENCODING
        ? reply.with("accept-encoding", "identity")
        : reply;
  }

  private Router router() {
    Router router = Router.router(vertx);
    for (Route route : api.routes()) {
      for (String path : route.paths()) {
        router
            .route(HttpMethod.valueOf(route.method().name()), path)
            .handler(context -> dispatch(route, context));
      }
    }
    api.pages()
        .forEach(
            (path, page) ->
                router
                    .get(path)
                    .handler(
                        context ->
                            read(
                                context.request(),
                                1024,
                                exchange ->
                                    api.dispatcher().open(() -> page.apply(exchange), exchange))));
    api.methods()
        .forEach(
            (path, methods) ->
                router.route(path).handler(context -> notAllowed(context.request(), methods)));
    router.errorHandler(404, this::notFound);
    router.errorHandler(400, context -> invalid(context.request()));
    router.errorHandler(
        500, context -> answer(context.request(), Problem.of(ProblemCode.INTERNAL).reply()));
    return router;
  }

  private void dispatch(Route route, RoutingContext context) {
    Map<String, String> path = context.pathParams();
    read(
        context.request(),
        Math.max(route.body().bytesMax(), 1024),
        exchange -> api.dispatcher().dispatch(route, exchange, path));
  }

  private void read(HttpServerRequest request, int limit, Consumer<Exchange> whenRead) {
    connections
        .line(request)
        .ifPresent(line -> BodyReader.read(request, line, limit, proxies, whenRead));
  }

  private void notFound(RoutingContext context) {
    HttpServerRequest request = context.request();
    answer(request, reply(request, Problem.of(ProblemCode.NOT_FOUND)));
  }

  private void notAllowed(HttpServerRequest request, String allowed) {
    answer(request, Problem.of(ProblemCode.METHOD_NOT_ALLOWED).reply().with("allow", allowed));
  }

  private void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ProblemCode code =
        switch (cause) {
          case io.netty.handler.codec.http.TooLongHttpLineException line ->
              ProblemCode.URI_TOO_LONG;
          case io.netty.handler.codec.http.TooLongHttpHeaderException header ->
              ProblemCode.HEADERS_TOO_LARGE;
          case null, default -> ProblemCode.MALFORMED_HTTP;
        };
    Exchange.sendUnread(request, Problem.of(code).reply(), api.meters());
  }

  private void answer(HttpServerRequest request, Reply reply) {
    read(request, 64 * 1024, exchange -> exchange.send(reply));
  }
}
