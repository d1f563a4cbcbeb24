package dev.actp.bench.peers;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that runs; what it uses is read from the system. */
final class Running implements AutoCloseable {
  /** How long a server may take to its first decision. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final long TICKS_A_SECOND = 100;

  private final Engine engine;
  private final Process process;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Running(Engine engine, Process process) {
    this.engine = engine;
    this.process = process;
  }

  static Running start(Engine engine, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(engine.command());
    builder.environment().putAll(engine.environment());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
    builder.redirectInput(new File("/dev/null"));
    return new Running(engine, builder.start());
  }

  Engine engine() {
    return engine;
  }

  /**
   * Waits until the server answers at all.
   *
   * @throws IllegalStateException if it ends, or does not within four minutes
   */
  void awaitAnswer(String path) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create(engine.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return;
        }
      } catch (java.net.ConnectException notYet) {
        // it does not listen so far
      }
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(engine.name() + " does not start; see its log");
      }
      TimeUnit.MILLISECONDS.sleep(3);
    }
  }

  /** Whether the server allows a request. */
  boolean allows(Engine asked, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(asked, body);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          engine.name() + " answers " + answer.statusCode() + " " + answer.body());
    }
    return answer.body().contains(asked.allowed());
  }

  /** Waits until the server allows a request that it has to allow. */
  void awaitDecision(String body) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        HttpResponse<String> answer = post(engine, body);
        if (answer.statusCode() == 200 && answer.body().contains(engine.allowed())) {
          return;
        }
      } catch (java.net.ConnectException notYet) {
        // it does not listen so far
      }
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(engine.name() + " decides nothing; see its log");
      }
      TimeUnit.MILLISECONDS.sleep(3);
    }
  }

  /** Sends a body to a path, with the engine's headers. */
  HttpResponse<String> post(Engine asked, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(asked.address() + asked.path()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    asked.headers().forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Processor time that the server has used, in microseconds. */
  long processorMicros() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12)))
        * 1_000_000
        / TICKS_A_SECOND;
  }

  /** Resident memory, in MiB. */
  long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
