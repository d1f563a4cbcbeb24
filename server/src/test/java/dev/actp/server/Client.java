package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.Value;
import dev.actp.server.contract.Exchanged;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Calls a server as a client would, with some headers on every request. Each request and answer is
 * held to the API's document.
 */
record Client(HttpClient http, String base, Map<String, String> headers) {
  private static final JsonLimits LIMITS = new JsonLimits(10_000_000, 64);

  static Client of(ActpServer server, String apiKey) {
    return new Client(
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build(),
        server.address(),
        Map.of("X-Api-Key", apiKey));
  }

  Client with(Map<String, String> others) {
    return new Client(http, base, others);
  }

  /** The same client with one header more. */
  Client and(String name, String value) {
    var more = new java.util.LinkedHashMap<>(headers);
    more.put(name, value);
    return new Client(http, base, more);
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer post(String path, String json) {
    return post(path, "application/json", json);
  }

  Answer post(String path, String type, String body) {
    return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  Answer put(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  Answer postBytes(String path, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpRequest sent = request.build();
      HttpResponse<String> response = http.send(sent, BodyHandlers.ofString());
      Exchanged.check(sent, response);
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    return request;
  }

  /** What came back. */
  record Answer(int status, String body, HttpResponse<String> response) {

    Answer expect(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }

    /** A problem document with a status and a stable code. */
    Answer expectProblem(int expected, String code) {
      expect(expected);
      assertThat(header("content-type")).isEqualTo("application/problem+json");
      assertThat(text("code")).as(body).isEqualTo(code);
      assertThat(body).doesNotContain("Exception", "\tat ", "dev.actp");
      return this;
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    Value.Struct json() {
      if (StrictJson.readObject(body, LIMITS)
          instanceof StrictJson.Reading.Document(Value.Struct document)) {
        return document;
      }
      throw new AssertionError("no JSON object: " + body);
    }

    /** A member, by its path with dots, as text; empty where it is not there. */
    String text(String path) {
      return switch (at(path)) {
        case Value.Text(String text) -> text;
        case Value.Bool bool -> Boolean.toString(bool.value());
        case Value.Num number -> number.value().toPlainString();
        case null -> "";
        case Value other -> other.toString();
      };
    }

    private @org.jspecify.annotations.Nullable Value at(String path) {
      Value value = json();
      for (String name : com.google.common.base.Splitter.on('.').split(path)) {
        if (value instanceof Value.Struct(var members)) {
          value = members.get(name);
        } else if (value instanceof Value.Sequence(var elements)) {
          int index = Integer.parseInt(name);
          value = index < elements.size() ? elements.get(index) : null;
        } else {
          return null;
        }
      }
      return value;
    }
  }
}
