package dev.actp.runtime.service;

import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.state.Bounds;
import dev.actp.runtime.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a decision service is made of.
 *
 * @param store what it keeps everything in, and closes in the end
 * @param engine what decides, with its version: goes into every record
 * @param wall the clock on the wall
 * @param monotonic nanoseconds of a clock that nobody sets
 * @param jump by how much the wall clock may move against the monotonic one from one decision to
 *     the next
 * @param queue how many requests and acts may wait; what comes then is answered {@code OVERLOADED}
 * @param batch how many are committed together at most
 * @param functions how much may be computed beside the writer
 * @param sealed why everything is refused, one line for people; null where it is not
 * @param records how much may be written
 * @param watch who is told how long things take
 */
public record Settings(
    Store store,
    Decider decider,
    PolicyLoader loader,
    String engine,
    InstantSource wall,
    LongSupplier monotonic,
    Duration jump,
    Bounds bounds,
    int queue,
    int batch,
    FunctionBounds functions,
    SecureRandom random,
    @Nullable String sealed,
    RecordBounds records,
    WriterWatch watch) {
  private static final int QUEUE = 8_192;
  private static final int BATCH = 512;

  /** The usual ones. */
  public static Settings of(Store store, Decider decider, PolicyLoader loader, String engine) {
    return new Settings(
        store,
        decider,
        loader,
        engine,
        InstantSource.system(),
        System::nanoTime,
        Duration.ofSeconds(60),
        Bounds.DEFAULT,
        QUEUE,
        BATCH,
        FunctionBounds.usual(),
        new SecureRandom(),
        null,
        RecordBounds.USUAL,
        WriterWatch.NOBODY);
  }

  /** The same with other clocks. */
  public Settings withClocks(InstantSource otherWall, LongSupplier otherMonotonic) {
    return new Settings(
        store,
        decider,
        loader,
        engine,
        otherWall,
        otherMonotonic,
        jump,
        bounds,
        queue,
        batch,
        functions,
        random,
        sealed,
        records,
        watch);
  }

  /** The same with another bound of the queue and of a batch. */
  public Settings withQueue(int most, int together) {
    return new Settings(
        store, decider, loader, engine, wall, monotonic, jump, bounds, most, together, functions,
        random, sealed, records, watch);
  }

  /** The same that refuses everything, and says why. */
  public Settings withSeal(@Nullable String why) {
    return new Settings(
        store, decider, loader, engine, wall, monotonic, jump, bounds, queue, batch, functions,
        random, why, records, watch);
  }

  /** The same with other bounds of what may be written. */
  public Settings withRecords(RecordBounds others) {
    return new Settings(
        store, decider, loader, engine, wall, monotonic, jump, bounds, queue, batch, functions,
        random, sealed, others, watch);
  }

  /** The same with other bounds of a tenant's state. */
  public Settings withBounds(Bounds others) {
    return new Settings(
        store, decider, loader, engine, wall, monotonic, jump, others, queue, batch, functions,
        random, sealed, records, watch);
  }

  /** The same with other bounds of what is computed beside the writer. */
  public Settings withFunctions(FunctionBounds others) {
    return new Settings(
        store, decider, loader, engine, wall, monotonic, jump, bounds, queue, batch, others, random,
        sealed, records, watch);
  }

  /** The same with another source of salts. */
  public Settings withRandom(SecureRandom other) {
    return new Settings(
        store, decider, loader, engine, wall, monotonic, jump, bounds, queue, batch, functions,
        other, sealed, records, watch);
  }

  /** The same with somebody who is told how long things take. */
  public Settings withWatch(WriterWatch other) {
    return new Settings(
        store, decider, loader, engine, wall, monotonic, jump, bounds, queue, batch, functions,
        random, sealed, records, other);
  }
}
