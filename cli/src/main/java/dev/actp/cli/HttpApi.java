package dev.actp.cli;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A server, as any client with an API key sees it. */
final class HttpApi implements AutoCloseable {
  private static final int CONFLICT = 409;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String address;
  private final String key;

  HttpApi(String address, String key) {
    this.address = address;
    this.key = key;
  }

  /**
   * Posts an object and returns the one that comes back.
   *
   * @throws IOException also where the server refuses, with its words
   */
  Value.Struct post(String path, Value.Struct body) throws IOException {
    HttpResponse<String> response = send(request(path, body));
    if (response.statusCode() >= 300) {
      throw refused(path, response);
    }
    return Documents.read(response.body());
  }

  /** Posts an object that may be there already. */
  void postUnlessThere(String path, Value.Struct body) throws IOException {
    HttpResponse<String> response = send(request(path, body));
    if (response.statusCode() >= 300 && response.statusCode() != CONFLICT) {
      throw refused(path, response);
    }
  }

  private static IOException refused(String path, HttpResponse<String> response) {
    return new IOException(path + " answers " + response.statusCode() + ": " + response.body());
  }

  private HttpRequest request(String path, Value.Struct body) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(PATIENCE)
        .header("X-Api-Key", key)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(Documents.write(body)))
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
