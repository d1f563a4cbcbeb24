package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import dev.actp.server.ActpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** As much of {@code curl} as the pages use: a body, or a form, and what it is sent with. */
final class DocCurl {
  private DocCurl() {}

  /** What a server answers to what is sent to the one of the page. */
  static Value.Struct answer(ActpServer server, List<String> words) throws IOException {
    String path = URI.create(words.get(words.indexOf("-s") + 1)).getPath();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
    List<String> form = new ArrayList<>();
    for (int i = 0; i < words.size() - 1; i++) {
      String value = words.get(i + 1);
      switch (words.get(i)) {
        case "-H" -> request.header(value.split(": ", 2)[0], value.split(": ", 2)[1]);
        case "-d" -> request.POST(BodyPublishers.ofString(value));
        case "--data-urlencode" ->
            form.add(value.split("=", 2)[0] + "=" + HttpApi.escaped(value.split("=", 2)[1]));
        default -> {}
      }
    }
    if (!form.isEmpty()) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(String.join("&", form)));
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isLessThan(300);
      return Documents.read(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
