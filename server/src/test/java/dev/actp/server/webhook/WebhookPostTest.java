package dev.actp.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.IpNetwork;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that misbehave, byte by byte. */
class WebhookPostTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx = Vertx.vertx();
  private final WebhookPost post =
      new WebhookPost(
          vertx, new Targets(List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow())), PATIENCE);

  @AfterEach
  void close() {
    post.close();
    vertx.close().await();
  }

  private Courier.Sent send(String host, Consumer<NetSocket> receiver) {
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(socket -> socket.handler(read -> receiver.accept(socket)))
            .listen(0, "127.0.0.1")
            .await();
    URI url = URI.create("http://" + host + ":" + server.actualPort() + "/hook");
    return post.send(url, Map.of("a", "b"), "{}".getBytes(StandardCharsets.UTF_8));
  }

  private Courier.Sent send(Consumer<NetSocket> receiver) {
    return send("127.0.0.1", receiver);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Again\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
      })
  void aRedirectIsAnAnswerThatIsNoYes(String answer) {
    assertThat(send(socket -> socket.write(answer)))
        .isEqualTo(new Courier.NotTaken("it answers " + answer.substring(9, 12), false));
  }

  @Test
  void nothingIsReadBehindTheHead() {
    CompletableFuture<Void> ended = new CompletableFuture<>();

    Courier.Sent sent =
        send(
            socket -> {
              socket.closeHandler(closed -> ended.complete(null));
              socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\nmore");
            });

    assertThat(sent).isEqualTo(Courier.Taken.TAKEN);
    ended.join();
  }

  @Test
  void whoSaysNothingOrNeverEndsIsLeft() {
    assertThat(send(socket -> {})).isInstanceOf(Courier.NotTaken.class);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Courier.Sent slow =
        send(
            socket -> {
              long dripping =
                  vertx.setPeriodic(50, unused -> socket.write("HTTP/1.1 100 Continue\r\n\r\n"));
              socket.closeHandler(
                  closed -> {
                    vertx.cancelTimer(dripping);
                    ended.complete(null);
                  });
            });
    assertThat(slow).isEqualTo(new Courier.NotTaken("it does not answer within 2 s", false));
    ended.join();
  }

  @Test
  void aHeadThatIsTooLargeIsNoAnswer() {
    assertThat(send(socket -> socket.write("HTTP/1.1 200 OK\r\na: " + "b".repeat(100_000))))
        .isInstanceOf(Courier.NotTaken.class);
    assertThat(send(NetSocket::close)).isInstanceOf(Courier.NotTaken.class);
    assertThat(send(socket -> socket.write("nonsense\r\n\r\n")))
        .isInstanceOf(Courier.NotTaken.class);
  }

  @Test
  void theNameIsInTheHeadAndTheAddressIsWhatWasChecked() {
    CompletableFuture<Buffer> head = new CompletableFuture<>();
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(
                socket ->
                    socket.handler(
                        read -> {
                          head.complete(read);
                          socket.write("HTTP/1.1 204 No Content\r\n\r\n");
                        }))
            .listen(0, "127.0.0.1")
            .await();

    Courier.Sent sent =
        post.send(
            URI.create("http://localhost:" + server.actualPort() + "?a=%20b"),
            Map.of(),
            "{}".getBytes(StandardCharsets.UTF_8));

    if (sent instanceof Courier.NotTaken(String why, boolean gone)) {
      assertThat(why).as("`localhost` may also be ::1, which is not allowed here").contains("::1");
      return;
    }
    assertThat(head.join().toString())
        .startsWith("POST /?a=%20b HTTP/1.1\r\n")
        .containsIgnoringCase("host: localhost:" + server.actualPort());
  }
}
