package dev.actp.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one server. Every series is there from the start: names are ours, and the values
 * of labels are constants of enums, so that nothing a caller sends makes one more. Where metrics
 * are off, counting costs an addition, measuring nothing.
 */
public final class Metrics implements AutoCloseable {
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
  };

  private final @Nullable PrometheusMeterRegistry registry;
  private final @Nullable JvmGcMetrics collections;

  /** The registry itself keeps what it reads counts from no longer than others do. */
  private final List<Object> kept = new ArrayList<>();

  private Metrics(@Nullable PrometheusMeterRegistry registry, @Nullable JvmGcMetrics collections) {
    this.registry = registry;
    this.collections = collections;
  }

  /** Nobody looks at them. */
  public static Metrics off() {
    return new Metrics(null, null);
  }

  /**
   * Those of this process too: memory, collections of garbage, threads, processors, files.
   *
   * @param version of the server
   */
  public static Metrics on(String version) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("actp.build", () -> 1)
        .description("1, with the version of the server and of Java")
        .tag("version", version)
        .tag("java", Runtime.version().toString())
        .register(registry);
    return new Metrics(registry, collections);
  }

  /** Counts by kind; the label's value is the constant's name in lower case. */
  public <E extends Enum<E>> Counts<E> counts(
      String name, String help, String label, Class<E> kinds) {
    Counts<E> counts = new Counts<>(kinds);
    counts.each((kind, cell) -> register(name, help, cell, label, word(kind)));
    return counts;
  }

  /** Counts what is of one kind. */
  public LongAdder count(String name, String help) {
    LongAdder cell = new LongAdder();
    register(name, help, cell);
    return cell;
  }

  private void register(String name, String help, LongAdder cell, String... tags) {
    if (registry != null) {
      kept.add(cell);
      FunctionCounter.builder(name, cell, LongAdder::sum)
          .description(help)
          .tags(tags)
          .register(registry);
    }
  }

  /** Measures how long one kind of thing takes. */
  public <E extends Enum<E>> Times times(String name, String help, String label, E kind) {
    if (registry == null) {
      return nanos -> {};
    }
    Timer timer =
        Timer.builder(name)
            .description(help)
            .tag(label, word(kind))
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Shows a number as it is whenever somebody looks. */
  public void gauge(String name, String help, DoubleSupplier now) {
    if (registry != null) {
      Gauge.builder(name, now::getAsDouble).description(help).register(registry);
    }
  }

  /** Shows which of some states it is: 1 for that, 0 for the others. */
  <E extends Enum<E>> void state(
      String name, String help, Class<E> states, java.util.function.Predicate<E> now) {
    if (registry != null) {
      for (E one : states.getEnumConstants()) {
        Gauge.builder(name, () -> now.test(one) ? 1 : 0)
            .description(help)
            .tag("state", word(one))
            .register(registry);
      }
    }
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** All there is, in Prometheus' text format 0.0.4; nothing where metrics are off. */
  public String scrape() {
    return registry == null ? "" : registry.scrape();
  }

  @Override
  public void close() {
    if (registry != null && collections != null) {
      collections.close();
      registry.close();
    }
  }
}
