package dev.actp.bench.peers;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Load in the open manner: requests are due at a fixed rate whether or not earlier ones were
 * answered, and the latency of each counts from when it was due. So a server that stands still is
 * charged for all that it kept waiting, which closed load leaves out (coordinated omission).
 */
final class Paced implements AutoCloseable {
  private static final long HIGHEST = TimeUnit.SECONDS.toMicros(60);
  private static final int CONNECTIONS = 64;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions().setTcpNoDelay(true),
          new PoolOptions().setHttp1MaxSize(CONNECTIONS).setEventLoopSize(1));

  Loaded run(Running server, Engine asked, int policies, int round, int rate, int seconds)
      throws IOException, InterruptedException {
    List<Buffer> bodies =
        Files.readAllLines(asked.requests()).stream().map(Buffer::buffer).toList();
    Histogram latency = new ConcurrentHistogram(HIGHEST, 3);
    AtomicLong failed = new AtomicLong();
    int count = rate * seconds;
    CountDownLatch open = new CountDownLatch(count);
    long before = server.processorMicros();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / rate;
      while (System.nanoTime() < due) {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }
      send(asked, bodies.get(i % bodies.size()), due, latency, failed, open);
    }
    if (!open.await(60, TimeUnit.SECONDS)) {
      failed.addAndGet(open.getCount());
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    return new Loaded(
        asked.name(),
        "open at " + rate,
        policies,
        round,
        CONNECTIONS,
        Math.round((count - failed.get()) / elapsed),
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99),
        latency.getValueAtPercentile(99.9),
        (double) (server.processorMicros() - before) / count,
        failed.get());
  }

  private void send(
      Engine asked,
      Buffer body,
      long due,
      Histogram latency,
      AtomicLong failed,
      CountDownLatch open) {
    client
        .request(HttpMethod.POST, asked.port(), "127.0.0.1", asked.path())
        .compose(request -> sent(request, asked.headers(), body))
        .onComplete(
            answered -> {
              if (answered.failed() || answered.result() != 200) {
                failed.incrementAndGet();
              }
              long micros = (System.nanoTime() - due) / 1_000;
              latency.recordValue(Math.max(0, Math.min(HIGHEST, micros)));
              open.countDown();
            });
  }

  private static io.vertx.core.Future<Integer> sent(
      HttpClientRequest request, Map<String, String> headers, Buffer body) {
    headers.forEach(request::putHeader);
    request.putHeader("Content-Type", "application/json");
    return request
        .send(body)
        .compose(response -> response.body().map(ignored -> response.statusCode()));
  }

  @Override
  public void close() {
    client.close().await();
    vertx.close().await();
  }
}
