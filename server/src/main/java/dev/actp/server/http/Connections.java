package dev.actp.server.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the connections of one event loop to their {@link Bounds}, so that whoever sends a byte now
 * and then keeps nothing open. Only that event loop may call it.
 */
final class Connections {
  private final Bounds bounds;
  private final HttpMeters meters;
  private final IdentityHashMap<HttpConnection, Line> lines = new IdentityHashMap<>();

  Connections(Bounds bounds, HttpMeters meters) {
    this.bounds = bounds;
    this.meters = meters;
  }

  /** A connection was opened; one too many is closed again. */
  void opened(HttpConnection connection) {
    if (lines.size() >= bounds.connections()) {
      meters.turnedAway();
      connection.close();
      return;
    }
    meters.opened();
    lines.put(connection, new Line(System.nanoTime() + bounds.head().toNanos()));
    connection.closeHandler(
        unused -> {
          lines.remove(connection);
          meters.closed();
        });
  }

  /** The line that a request came in by, its head complete; null where it ends already. */
  @Nullable Line begin(HttpServerRequest request) {
    Line line = lines.get(request.connection());
    if (line == null || line.ending) {
      return null;
    }
    line.reading = request;
    line.until = System.nanoTime() + bounds.body().toNanos();
    return line;
  }

  /** The line of a request under way; nothing where its connection is gone. */
  Optional<Line> line(HttpServerRequest request) {
    return Optional.ofNullable(lines.get(request.connection()));
  }

  /** Closes what is past its time; one whose body is late is told so first. */
  void sweep() {
    long now = System.nanoTime();
    List<Map.Entry<HttpConnection, Line>> late =
        lines.entrySet().stream().filter(entry -> entry.getValue().isLate(now)).toList();
    for (var entry : late) {
      Line line = entry.getValue();
      if (line.reading != null && !line.ending) {
        line.ending = true;
        Reply reply = Problem.of(ProblemCode.REQUEST_TIMEOUT).denial();
        Exchange.sendUnread(line.reading, reply, meters);
      }
      entry.getKey().close();
    }
  }

  /** How often {@link #sweep} has to be called. */
  Duration period() {
    Duration shortest = bounds.head().compareTo(bounds.body()) < 0 ? bounds.head() : bounds.body();
    Duration quarter = shortest.dividedBy(4);
    return quarter.compareTo(Duration.ofSeconds(1)) < 0 ? quarter : Duration.ofSeconds(1);
  }

  /** What a connection is at, and until when it may be. */
  final class Line {
    private @Nullable HttpServerRequest reading;
    private long until;
    private boolean timeless;
    private boolean ending;

    /** What the port counts. */
    HttpMeters meters() {
      return meters;
    }

    private Line(long until) {
      this.until = until;
    }

    private boolean isLate(long now) {
      return !timeless && now - until > 0;
    }

    /** The request is there as a whole; how long its answer takes is up to us. */
    void read() {
      reading = null;
      timeless = true;
    }

    /** The answer is written, and the next request may come. */
    void answered() {
      timeless = false;
      until = System.nanoTime() + bounds.head().toNanos();
    }

    /** The answer was a refusal: what is left of the request is thrown away, then this ends. */
    void end() {
      ending = true;
      timeless = false;
      until = System.nanoTime() + bounds.drain().toNanos();
    }
  }
}
