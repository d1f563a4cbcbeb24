package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.KeptPolicies;
import dev.actp.runtime.registry.LedgerPages;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.replay.LedgerReplay;
import dev.actp.runtime.replay.Replayer;
import dev.actp.runtime.store.ReadOnlyStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A server on a free port, over a real store in a folder of its own, with a clock that tests turn.
 */
final class TestServer implements AutoCloseable {
  static final String KEY = "test-key-0123456789-0123456789-ok";
  static final Instant START = Instant.parse("2026-02-16T10:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);
  private final Path data;
  private ActpServer server;

  private TestServer(Path data, UnaryOperator<Config> change) {
    this.data = data;
    this.server = running(start(change));
  }

  static TestServer start() {
    return over(temporary(), config -> config);
  }

  static TestServer over(Path data, UnaryOperator<Config> change) {
    return new TestServer(data, change);
  }

  Start start(UnaryOperator<Config> change) {
    Config config = change.apply(Config.of(data).at("127.0.0.1", 0).withBootstrapKey(KEY));
    InstantSource clock = now::get;
    return new Starter(
            config, clock, () -> Duration.between(START, now.get()).minus(moved.get()).toNanos())
        .start();
  }

  static ActpServer running(Start start) {
    return switch (start) {
      case Start.Running(ActpServer server) -> server;
      case Start.Failed failed -> throw new AssertionError(failed.problems());
    };
  }

  static Path temporary() {
    try {
      return Files.createTempDirectory("actp-server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Instant now() {
    return Objects.requireNonNull(now.get());
  }

  /** Moves the wall clock alone. */
  void set(Duration by) {
    moved.updateAndGet(before -> before.plus(by));
    advance(by);
  }

  void advance(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** Stops the server and starts it again over the same data. */
  void restart() {
    restart(config -> config);
  }

  /** The same, with another configuration. */
  void restart(UnaryOperator<Config> change) {
    restart(change, () -> {});
  }

  /** The same, and does something in between, while nothing runs over the data. */
  void restart(UnaryOperator<Config> change, Runnable between) {
    server.close();
    between.run();
    server = running(start(change));
  }

  /** The folder that it keeps everything in. */
  Path data() {
    return data;
  }

  ActpServer server() {
    return server;
  }

  /** A client with the bootstrap key, which has all roles but approver. */
  Client client() {
    return Client.of(server, KEY);
  }

  /** Decides everything that was recorded again, from the data alone: it comes out the same. */
  private void replay() {
    try (ReadOnlyStore store = ReadOnlyStore.open(data)) {
      Queries queries = store.queries();
      for (Tenant tenant : queries.tenants()) {
        List<LedgerReplay.Difference> found = new ArrayList<>();
        Replayer replayer =
            new Replayer(queries.allVersions(tenant.id()), new KeptPolicies()::compile);
        LedgerReplay.of(
            new LedgerPages(queries, tenant.id(), 0, Long.MAX_VALUE),
            replayer,
            one -> true,
            found::add);
        assertThat(found).isEmpty();
      }
    }
  }

  /** Ends it, and holds its records against what it decided. */
  @Override
  public void close() {
    server.close();
    replay();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
