package dev.actp.server.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;

/** The body of a request that was sent. */
final class SentBody {
  private SentBody() {}

  /** As text; empty where there is none. */
  static String of(HttpRequest request) {
    return request.bodyPublisher().map(SentBody::read).orElse("");
  }

  private static String read(HttpRequest.BodyPublisher publisher) {
    BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    publisher.subscribe(
        new Flow.Subscriber<ByteBuffer>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            text.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer part) {
            text.onNext(List.of(part));
          }

          @Override
          public void onError(Throwable failure) {
            text.onError(failure);
          }

          @Override
          public void onComplete() {
            text.onComplete();
          }
        });
    return text.getBody().toCompletableFuture().join();
  }

  /** A member that is null is absent. */
  static Object withoutNulls(Object value) {
    return switch (value) {
      case JsonObject object -> {
        JsonObject rest = new JsonObject();
        for (String name : object.fieldNames()) {
          if (object.getValue(name) != null) {
            rest.put(name, withoutNulls(object.getValue(name)));
          }
        }
        yield rest;
      }
      case JsonArray array -> new JsonArray(array.stream().map(SentBody::withoutNulls).toList());
      default -> value;
    };
  }
}
