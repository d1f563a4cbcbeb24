package dev.actp.server.webhook;

import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Posting;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits for webhooks, at least once: what is sent is forgotten only when the store has
 * that it was taken. Webhooks are served beside each other, each one notice at a time. What is not
 * taken is sent again, later and later, and given up after 16 times or 3 days. Also notices that
 * approvals end by themselves, which nobody else does. Has threads of its own; nothing that decides
 * waits for it.
 */
public final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private static final int ATTEMPTS_MAX = 16;
  private static final Duration AGE_MAX = Duration.ofDays(3);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final int PAUSE_GROWS = 3;

  private static final int AT_ONCE = 20;
  private static final int ENDED_AT_ONCE = 500;
  private static final int FAILURE_MAX = 300;
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(15);

  private final DecisionService service;
  private final Queries queries;
  private final Bodies bodies;
  private final WebhookSecrets secrets;
  private final Post post;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Set<List<String>> busy = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("actp-webhooks").factory());
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("actp-webhook-", 0).factory());
  private volatile boolean closed;

  /** What is written to receivers. */
  public interface Bodies {
    /** The body that tells of a notice. */
    byte[] body(String tenant, Notice notice);
  }

  /** How bodies get to receivers. */
  public interface Post {
    /** Posts a body, in bounded time. */
    Sent send(URI url, Map<String, String> headers, byte[] body);
  }

  /** What became of it. */
  public sealed interface Sent {}

  /** The receiver has it. */
  public enum Taken implements Sent {
    TAKEN
  }

  /**
   * The receiver may not have it.
   *
   * @param gone whether it wants nothing more
   */
  public record NotTaken(String why, boolean gone) implements Sent {}

  /** Begins nothing. */
  public Courier(
      DecisionService service,
      Bodies bodies,
      WebhookSecrets secrets,
      Post post,
      InstantSource clock,
      SecureRandom random) {
    this.service = service;
    this.queries = service.queries();
    this.bodies = bodies;
    this.secrets = secrets;
    this.post = post;
    this.clock = clock;
    this.random = random;
  }

  /** Begins to send. */
  public void start() {
    ScheduledFuture<?> unused =
        rounds.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void round() {
    try {
      for (Tenant tenant : queries.tenants()) {
        sweep(tenant.id());
        for (Webhook webhook : queries.webhooks(tenant.id())) {
          begin(tenant.id(), webhook.id());
        }
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.error("webhooks could not be served", e);
      }
    }
  }

  private void sweep(String tenant) {
    List<String> ended =
        queries.ended(tenant, clock.instant(), ENDED_AT_ONCE).stream().map(Approval::id).toList();
    if (!ended.isEmpty()) {
      keep(tenant, new Posting.Ended(ended));
    }
  }

  private void begin(String tenant, String webhook) {
    List<String> one = List.of(tenant, webhook);
    if (queries.due(tenant, webhook, clock.instant()).isEmpty() || !busy.add(one)) {
      return;
    }
    try {
      threads.execute(
          () -> {
            try {
              drain(tenant, webhook);
            } catch (RuntimeException e) {
              LOG.error("the webhook {} could not be served", webhook, e);
            } finally {
              busy.remove(one);
            }
          });
    } catch (RejectedExecutionException allBusy) {
      busy.remove(one);
    }
  }

  /** Sends what is due, one after the other. What was cut off by the end was no attempt. */
  private void drain(String tenant, String id) {
    boolean kept = true;
    while (kept && !closed) {
      Optional<Webhook> webhook =
          queries.webhooks(tenant).stream().filter(one -> one.id().equals(id)).findFirst();
      Optional<Delivery> due = queries.due(tenant, id, clock.instant());
      if (webhook.isEmpty() || due.isEmpty()) {
        return;
      }
      Posting sent = send(tenant, webhook.get(), due.get());
      kept = !(closed && sent instanceof Posting.Failed) && keep(tenant, sent);
    }
  }

  /** What could not be kept comes again in another round. */
  private boolean keep(String tenant, Posting posting) {
    return service.keep(tenant, posting).toCompletableFuture().join();
  }

  private Posting send(String tenant, Webhook webhook, Delivery delivery) {
    Notice notice = delivery.notice();
    byte[] body = bodies.body(tenant, notice);
    long timestamp = clock.instant().getEpochSecond();
    Map<String, String> headers =
        Map.of(
            "content-type", "application/json",
            "user-agent", "actp",
            "webhook-id", notice.id(),
            "webhook-timestamp", Long.toString(timestamp),
            "webhook-signature",
                secrets.signatures(tenant, webhook, notice.id(), timestamp, body, clock.instant()));
    return switch (post.send(URI.create(webhook.url()), headers, body)) {
      case Taken taken -> new Posting.Delivered(webhook.id(), notice.id());
      case NotTaken(String why, boolean gone) -> failed(delivery, why, gone);
    };
  }

  private Posting failed(Delivery delivery, String why, boolean gone) {
    String shown = why.substring(0, Math.min(why.length(), FAILURE_MAX));
    boolean tooOld = !clock.instant().isBefore(delivery.notice().at().plus(AGE_MAX));
    if (gone || tooOld || delivery.attempts() + 1 >= ATTEMPTS_MAX) {
      LOG.warn(
          "the notice {} to the webhook {} is given up: {}",
          delivery.notice().id(),
          delivery.webhook(),
          shown);
      return new Posting.Failed(delivery.givenUp(shown));
    }
    return new Posting.Failed(
        delivery.again(clock.instant().plus(pause(delivery.attempts())), shown));
  }

  /** How long to wait after so many failures before: longer each time, and never quite the same. */
  private Duration pause(int failures) {
    Duration pause = FIRST_PAUSE;
    for (int i = 0; i < failures && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(PAUSE_GROWS);
    }
    long longest = Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
  }

  /** Sends nothing more; what is under way may be sent once more after the next start. */
  @Override
  public void close() {
    closed = true;
    rounds.shutdownNow();
    threads.shutdownNow();
    try {
      boolean unused = threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
