package dev.actp.server.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Posts bodies by HTTP/1.1, each over a connection of its own. Follows no redirect, and reads
 * nothing of an answer but its head, of 8 KiB at most.
 */
public final class WebhookPost implements Courier.Post, AutoCloseable {
  private static final int CONNECTIONS_MAX = 20;

  private final Targets targets;
  private final Duration patience;
  private final HttpClientAgent client;

  /**
   * @param patience how long the whole of a sending may take, the look-up of the name aside
   */
  public WebhookPost(Vertx vertx, Targets targets, Duration patience) {
    this.targets = targets;
    this.patience = patience;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(false).setMaxRedirects(0),
            new PoolOptions()
                .setHttp1MaxSize(CONNECTIONS_MAX)
                .setMaxWaitQueueSize(CONNECTIONS_MAX));
  }

  @Override
  public Courier.Sent send(URI url, Map<String, String> headers, byte[] body) {
    return switch (targets.resolve(url)) {
      case Targets.Forbidden(String why) -> new Courier.NotTaken(why, false);
      case Targets.At(var address) ->
          sent(options(url, SocketAddress.inetSocketAddress(address)), headers, body);
    };
  }

  /** The name goes into the head and is what a certificate is for; the address is connected to. */
  private RequestOptions options(URI url, SocketAddress address) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(address)
        .setHost(url.getHost())
        .setPort(Targets.port(url))
        .setSsl(Targets.encrypted(url))
        .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .setConnectTimeout(patience.toMillis())
        .setFollowRedirects(false);
  }

  private Courier.Sent sent(RequestOptions options, Map<String, String> headers, byte[] body) {
    AtomicReference<HttpClientRequest> open = new AtomicReference<>();
    Future<Integer> status =
        client
            .request(options)
            .compose(
                request -> {
                  open.set(request);
                  request.exceptionHandler(ignored -> {});
                  headers.forEach(request::putHeader);
                  return request.send(Buffer.buffer(body));
                })
            .map(WebhookPost::status);
    try {
      int code = status.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      return code / 100 == 2
          ? Courier.Taken.TAKEN
          : new Courier.NotTaken("it answers " + code, code == 410);
    } catch (TimeoutException e) {
      return new Courier.NotTaken(
          "it does not answer within " + patience.toSeconds() + " s", false);
    } catch (Throwable e) { // whatever a future failed with
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new Courier.NotTaken(why, false);
    } finally {
      HttpClientRequest request = open.get();
      if (request != null) {
        request.reset();
      }
    }
  }

  /** Nobody is interested in how the rest of it ends. */
  private static int status(HttpClientResponse response) {
    response.exceptionHandler(ignored -> {});
    return response.statusCode();
  }

  @Override
  public void close() {
    client.close().await();
  }
}
