package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * An address that a checkpoint is sent to by POST, as {@code text/plain}; any status from 200 to
 * 299 says that it is there. Redirections are not followed.
 */
record WebhookAnchor(URI address) implements Anchor {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Without path and query: these may be what lets in. */
  @Override
  public String name() {
    return "webhook:" + address.getScheme() + "://" + address.getAuthority();
  }

  @Override
  public void write(SignedNote note, Checkpoint checkpoint) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(LONGEST)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(note.toString()))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build()) {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status < 200 || status > 299) {
        throw new IOException("it answered " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was given up", e);
    }
  }
}
