package dev.actp.cli;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server, as any client with an API key sees it. */
final class HttpApi implements AutoCloseable {
  private static final int CONFLICT = 409;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String address;
  private final @Nullable String key;

  /** The key may be missing where it is not asked for. */
  HttpApi(String address, @Nullable String key) {
    this.address = address;
    this.key = key;
  }

  /** A text as a part of a path, or as the value of a parameter. */
  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Gets an object.
   *
   * @throws IOException also where the server refuses, with its words
   */
  Value.Struct get(String path) throws IOException {
    return answer(path, send(request(path).GET()));
  }

  /** Posts an object and returns the one that comes back. */
  Value.Struct post(String path, Value.Struct body) throws IOException {
    return answer(path, send(posting(path, body)));
  }

  /** Puts an object and returns the one that comes back. */
  Value.Struct put(String path, Value.Struct body) throws IOException {
    return answer(path, send(request(path).PUT(BodyPublishers.ofString(Documents.write(body)))));
  }

  /** Posts an object that may be there already. */
  void postUnlessThere(String path, Value.Struct body) throws IOException {
    HttpResponse<String> response = send(posting(path, body));
    if (response.statusCode() != CONFLICT) {
      answer(path, response);
    }
  }

  private static Value.Struct answer(String path, HttpResponse<String> response)
      throws IOException {
    if (response.statusCode() >= 300) {
      throw new Unusable(
          "the server answers %d to %s: %s".formatted(response.statusCode(), path, why(response)));
    }
    try {
      return Documents.read(response.body());
    } catch (IOException e) {
      throw new Unusable("the server answers " + path + " with what is no JSON: is it another?");
    }
  }

  /** What a problem document (RFC 9457) says, in one line; another document as it is. */
  private static String why(HttpResponse<String> response) {
    try {
      Value.Struct problem = Documents.read(response.body());
      String title = Documents.text(problem, "title");
      StringBuilder why = new StringBuilder(title.isEmpty() ? response.body() : title);
      String detail = Documents.text(problem, "detail");
      if (!detail.isEmpty()) {
        why.append(": ").append(detail);
      }
      for (Value.Struct error : Documents.objects(problem, "errors")) {
        why.append("; `").append(Documents.text(error, "pointer")).append("` ");
        why.append(Documents.text(error, "detail"));
      }
      return why.toString();
    } catch (IOException e) {
      return "an answer that is no JSON";
    }
  }

  private HttpRequest.Builder posting(String path, Value.Struct body) {
    return request(path).POST(BodyPublishers.ofString(Documents.write(body)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json");
    return key == null ? request : request.header("X-Api-Key", key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new Unusable("the server at " + address + " cannot be reached: " + why);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
