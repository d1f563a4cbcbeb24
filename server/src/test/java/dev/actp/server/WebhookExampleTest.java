package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.actp.runtime.value.IpNetwork;
import dev.actp.server.Receiver.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in {@code docs/server.md} takes what is sent, and nothing else. */
class WebhookExampleTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```python\n(.*?)```");

  @TempDir Path folder;

  @Test
  void theReceiverInTheDocumentationTellsRealNoticesFromOthers()
      throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "python3 is installed");
    List<IpNetwork> loopback = List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow());
    try (Receiver receiver = new Receiver();
        TestServer test =
            TestServer.over(
                folder.resolve("data"),
                one -> one.withOutside(Outside.NOBODY.withWebhookNetworks(loopback)))) {
      Client client = test.client();
      var made = client.post("/v1/webhooks", "{\"url\": \"" + receiver.url() + "\"}").expect(201);
      client.post("/v1/webhooks/" + made.text("id") + "/test", "{}").expect(202);
      Post post = receiver.next();

      assertThat(verdict(made.text("secret"), post, post.body(), 0)).isEqualTo("True");
      assertThat(verdict(made.text("secret"), post, post.body() + " ", 0)).isEqualTo("False");
      assertThat(verdict(made.text("secret"), post, post.body(), 301)).isEqualTo("False");
      assertThat(verdict("whsec_AAAA", post, post.body(), 0)).isEqualTo("False");
    }
  }

  private String verdict(String secret, Post post, String body, int late)
      throws IOException, InterruptedException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/server.md")));
    assertThat(example.find()).isTrue();
    String encoded = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
    Path script = folder.resolve("receive.py");
    Files.writeString(
        script,
        example.group(1)
            + """
            time.time = lambda: %s + %d
            headers = {"webhook-id": "%s", "webhook-timestamp": "%s", "webhook-signature": "%s"}
            print(is_genuine("%s", headers, base64.b64decode("%s")))
            """
                .formatted(
                    post.timestamp(),
                    late,
                    post.id(),
                    post.timestamp(),
                    post.signatures(),
                    secret,
                    encoded));
    Process python =
        new ProcessBuilder("/usr/bin/python3", script.toString()).redirectErrorStream(true).start();
    String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return printed.strip();
  }
}
