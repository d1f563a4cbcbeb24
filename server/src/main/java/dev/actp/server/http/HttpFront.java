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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's share of the HTTP server. Several of them listen on one port. Enforcement is
 * found without the router, as every decision passes there.
 */
final class HttpFront extends VerticleBase {
  private static final int HEADER_BYTES_MAX = 16 * 1024;
  private static final int URI_BYTES_MAX = 4 * 1024;
  private static final int IDLE_SECONDS_MAX = 60;
  private static final int ENFORCE_BODY_BYTES_MAX = 64 * 1024;

  /** Vert.x: any free port, and the same one for all that ask. */
  private static final int ANY_SHARED_PORT = -1;

  private final Api api;
  private final HttpServerOptions options;
  private @Nullable HttpServer server;

  HttpFront(Api api, String host, int port) {
    this.api = api;
    this.options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port == 0 ? ANY_SHARED_PORT : port)
            .setMaxHeaderSize(HEADER_BYTES_MAX)
            .setMaxInitialLineLength(URI_BYTES_MAX)
            .setIdleTimeout(IDLE_SECONDS_MAX)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setHttp2ClearTextEnabled(false)
            .setTcpNoDelay(true)
            .setReuseAddress(true);
  }

  @Override
  public Future<HttpServer> start() {
    Router router = router();
    HttpServer created =
        vertx
            .createHttpServer(options)
            .invalidRequestHandler(HttpFront::invalid)
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
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      endWithAnswer(request);
    }
    if (isAmbiguous(request)) {
      endWithAnswer(request);
      Exchange.sendUnread(request, Problem.of(ProblemCode.MALFORMED_HTTP).reply());
      return;
    }
    if (request.method().equals(HttpMethod.POST) && api.decides(request.path())) {
      BodyReader.read(request, ENFORCE_BODY_BYTES_MAX, api.enforcement()::handle);
    } else {
      router.handle(request);
    }
  }

  private static void endWithAnswer(HttpServerRequest request) {
    request
        .response()
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .endHandler(answered -> request.connection().close());
  }

  /**
   * Whether another reader of the same bytes could see another request in them (RFC 9112, 6.1 and
   * 11.2): more than one host, or a transfer coding but one {@code chunked}. The decoder lets that
   * one win over a length and leaves no trace of the length, so the connection ends with the answer
   * and what follows on it is never read.
   */
  private static boolean isAmbiguous(HttpServerRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    return request.headers().getAll(HttpHeaders.HOST).size() > 1 || !(codings.isEmpty() || chunked);
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
                            BodyReader.read(
                                context.request(),
                                1024,
                                exchange -> api.dispatcher().page(page, exchange))));
    api.methods()
        .forEach(
            (path, methods) ->
                router.route(path).handler(context -> notAllowed(context.request(), methods)));
    router.errorHandler(404, HttpFront::notFound);
    router.errorHandler(400, context -> invalid(context.request()));
    router.errorHandler(
        500, context -> answer(context.request(), Problem.of(ProblemCode.INTERNAL).reply()));
    return router;
  }

  private void dispatch(Route route, RoutingContext context) {
    Map<String, String> path = context.pathParams();
    BodyReader.read(
        context.request(),
        Math.max(route.body().bytesMax(), 1024),
        exchange -> api.dispatcher().dispatch(route, exchange, path));
  }

  private static void notFound(RoutingContext context) {
    answer(context.request(), Problem.of(ProblemCode.NOT_FOUND).reply());
  }

  private static void notAllowed(HttpServerRequest request, String allowed) {
    answer(request, Problem.of(ProblemCode.METHOD_NOT_ALLOWED).reply().with("allow", allowed));
  }

  private static void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ProblemCode code =
        switch (cause) {
          case io.netty.handler.codec.http.TooLongHttpLineException line ->
              ProblemCode.URI_TOO_LONG;
          case io.netty.handler.codec.http.TooLongHttpHeaderException header ->
              ProblemCode.HEADERS_TOO_LARGE;
          case null, default -> ProblemCode.MALFORMED_HTTP;
        };
    Exchange.sendUnread(request, Problem.of(code).reply());
  }

  private static void answer(HttpServerRequest request, Reply reply) {
    BodyReader.read(request, 64 * 1024, exchange -> exchange.send(reply));
  }
}
