package dev.actp.server.export;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Posts a batch; an answer of the 200s says that the collector has it. Redirections are not
 * followed: records go where the operator said.
 */
final class HttpDelivery implements Delivery {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int ANSWER_BYTES_MAX = 64 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final URI address;
  private final ExportFormat format;
  private final @Nullable String authorization;

  /**
   * @param authorization what the header {@code Authorization} says, or null
   */
  HttpDelivery(URI address, ExportFormat format, @Nullable String authorization) {
    this.address = address;
    this.format = format;
    this.authorization = authorization;
  }

  @Override
  public long deliver(List<ShownRecord> records) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER)
            .header(
                "Content-Type",
                format == ExportFormat.OTLP ? "application/json" : format.mediaType())
            .POST(BodyPublishers.ofString(format.head() + format.document(records)));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] said = body.readNBytes(ANSWER_BYTES_MAX);
        if (answer.statusCode() / 100 != 2) {
          throw new IOException("the collector answers " + answer.statusCode());
        }
        return format == ExportFormat.OTLP ? rejected(said) : 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** How many log records an OTLP collector does not want; they are not to be sent again. */
  private static long rejected(byte[] answer) {
    return StrictJson.readObject(answer, JsonLimits.DEFAULT)
                instanceof StrictJson.Reading.Document(Value.Struct document)
            && document.members().get("partialSuccess") instanceof Value.Struct partial
        ? number(partial.members().get("rejectedLogRecords"))
        : 0;
  }

  /** A 64-bit number, which Protocol Buffers write as a text in JSON. */
  private static long number(@Nullable Value value) {
    return switch (value) {
      case Value.Num number -> number.value().longValue();
      case Value.Text(String text) when text.matches("\\d{1,18}") -> Long.parseLong(text);
      case null, default -> 0;
    };
  }
}
