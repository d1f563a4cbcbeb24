package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.Value;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody's server that notices are posted to, and that answers as a test wants it to. */
final class Receiver implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private volatile Consumer<HttpServerRequest> answer = request -> request.response().end();
  private final HttpServer server;

  Receiver() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              posts.add(
                                  new Post(
                                      request.getHeader("webhook-id"),
                                      request.getHeader("webhook-timestamp"),
                                      request.getHeader("webhook-signature"),
                                      request.getHeader("host"),
                                      body.toString()));
                              answer.accept(request);
                            }))
            .listen(0, "127.0.0.1")
            .await();
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/hook?a=b";
  }

  int port() {
    return server.actualPort();
  }

  void answer(int status) {
    answer(request -> request.response().setStatusCode(status).end());
  }

  void answer(Consumer<HttpServerRequest> other) {
    answer = other;
  }

  /** The next post that arrives. */
  Post next() {
    try {
      return Optional.ofNullable(posts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Whether nothing arrived that was not looked at. */
  boolean quiet() {
    return posts.isEmpty();
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /** What arrived. */
  record Post(String id, String timestamp, String signatures, String host, String body) {

    /** Whether it was signed with a secret, as any receiver finds out. */
    boolean signedWith(String secret) {
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        return java.util.List.of(signatures.split(" ", -1)).contains(expected);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    String type() {
      StrictJson.Reading read = StrictJson.readObject(body, JsonLimits.DEFAULT);
      assertThat(read).as(body).isInstanceOf(StrictJson.Reading.Document.class);
      return read instanceof StrictJson.Reading.Document(Value.Struct document)
              && document.members().get("type") instanceof Value.Text(String type)
          ? type
          : "";
    }
  }
}
