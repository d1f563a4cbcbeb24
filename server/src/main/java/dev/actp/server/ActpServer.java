package dev.actp.server;

import dev.actp.runtime.service.DecisionService;
import dev.actp.server.export.Exports;
import dev.actp.server.http.HttpListener;
import dev.actp.server.keys.KeyTimer;
import dev.actp.server.keys.TokenKeys;
import dev.actp.server.ledger.Checkpointer;
import dev.actp.server.ledger.Eraser;
import dev.actp.server.policy.PolicyBuilder;
import dev.actp.server.policy.PolicyWatch;
import dev.actp.server.policy.Versioning;
import dev.actp.server.webhook.Courier;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A running server. Closing it stops accepting, lets requests under way finish, and then closes the
 * decision service and its store.
 */
public final class ActpServer implements AutoCloseable {
  private final Config config;
  private final HttpListener listener;
  private final Courier courier;
  private final DecisionService service;
  private final PolicyBuilder builder;
  private final Versioning versioning;
  private final Exports exports;
  private final BoundedThreads threads;
  private final KeyTimer timer;
  private final Pruner pruner;
  private final Checkpointer checkpointer;
  private final Eraser eraser;
  private final Inside inside;
  private final Setup.Tenancy tenancy;
  private final @Nullable PolicyWatch watch;
  private final int policies;
  private final List<String> notes;

  ActpServer(
      Config config,
      HttpListener listener,
      Courier courier,
      DecisionService service,
      PolicyBuilder builder,
      Versioning versioning,
      Exports exports,
      BoundedThreads threads,
      KeyTimer timer,
      Pruner pruner,
      Checkpointer checkpointer,
      Eraser eraser,
      Inside inside,
      Setup.Tenancy tenancy,
      @Nullable PolicyWatch watch,
      int policies,
      List<String> notes) {
    this.config = config;
    this.listener = listener;
    this.courier = courier;
    this.service = service;
    this.builder = builder;
    this.versioning = versioning;
    this.exports = exports;
    this.threads = threads;
    this.timer = timer;
    this.pruner = pruner;
    this.checkpointer = checkpointer;
    this.eraser = eraser;
    this.inside = inside;
    this.tenancy = tenancy;
    this.watch = watch;
    this.policies = policies;
    this.notes = List.copyOf(notes);
  }

  /** Starts a server; it is ready when this returns. */
  public static Start start(Config config) {
    return new Starter(config, InstantSource.system(), System::nanoTime).start();
  }

  /** Where it listens. */
  public String address() {
    String host = config.listening().host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /** The port, also where any free one was asked for. */
  public int port() {
    return listener.port();
  }

  /** The port of the metrics; 0 where there is none. */
  public int metricsPort() {
    return listener.metricsPort();
  }

  /** All that it serves, each as a method and a path. */
  SortedSet<String> operations() {
    return listener.operations();
  }

  /** The tenant that the first start made. */
  public String tenant() {
    return tenancy.tenant();
  }

  /** The API key of that tenant, on the first start and nowhere else: to be shown once. */
  public Optional<String> bootstrapKey() {
    @Nullable String secret = tenancy.secret();
    return Optional.ofNullable(secret);
  }

  /** What serves requests. */
  HttpListener listener() {
    return listener;
  }

  /** The keys that sign tokens. */
  TokenKeys tokenKeys() {
    return timer.keys();
  }

  /** How many policies and guardrails of where they are taken from are in force. */
  public int policies() {
    return policies;
  }

  /** What whoever starts it should know: of policies whose files are gone, of a sealed ledger. */
  public List<String> notes() {
    return notes;
  }

  /** Lets go what is kept for too long, as it does by itself every minute. */
  boolean prune() {
    return pruner.prune();
  }

  /** Looks at the place that policies are taken from, as it does by itself. */
  void pollPolicies() {
    if (watch != null) {
      watch.poll();
    }
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    courier.close();
    pruner.close();
    listener.close();
    threads.close();
    timer.close();
    eraser.close();
    checkpointer.close();
    versioning.close();
    builder.close();
    exports.close();
    service.close();
    inside.close();
  }
}
