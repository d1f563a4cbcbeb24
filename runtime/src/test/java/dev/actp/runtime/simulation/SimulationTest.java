package dev.actp.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whole services in worlds that go wrong, each by a seed: {@code -Dactp.simulation.worlds=N} for
 * more of them, {@code -Dactp.simulation.seed=S} for the seed of the first.
 */
class SimulationTest {
  private static final int WORLDS = Integer.getInteger("actp.simulation.worlds", 10_000);
  private static final long SEED = Long.getLong("actp.simulation.seed", 1);
  private static final int MOST_STEPS = 110;

  @Test
  void everyWorldKeepsItsPromises() {
    OptionalLong failing =
        LongStream.range(SEED, SEED + WORLDS)
            .parallel()
            .filter(seed -> failure(seed, steps(seed), new ArrayList<>()) != null)
            .findAny();
    assertThat(failing.isEmpty() ? "" : report(failing.getAsLong())).isEmpty();
  }

  private static List<Long> steps(long seed) {
    Random random = new Random(~seed);
    return random.longs(40 + random.nextInt(MOST_STEPS - 40)).boxed().toList();
  }

  /** What a world broke, or null. */
  private static @Nullable Throwable failure(long seed, List<Long> steps, List<String> trace) {
    World world = null;
    try {
      world = new World(seed);
      Steps taking = new Steps(world, Theme.of(seed));
      steps.forEach(taking::take);
      world.end();
      return null;
    } catch (RuntimeException | AssertionError broken) {
      return broken;
    } finally {
      if (world != null) {
        trace.addAll(world.trace);
      }
    }
  }

  /** The seed, what it broke, and the few steps that are enough for it. */
  private static String report(long seed) {
    List<Long> steps = fewer(seed, steps(seed));
    List<String> trace = new ArrayList<>();
    Throwable broken = failure(seed, steps, trace);
    StringBuilder report = new StringBuilder();
    report.append("-Dactp.simulation.seed=").append(seed).append(" -Dactp.simulation.worlds=1\n");
    trace.forEach(line -> report.append("  ").append(line).append('\n'));
    return report.append(broken).append(place(broken)).toString();
  }

  private static String place(@Nullable Throwable broken) {
    return broken instanceof AssertionError || broken == null
        ? ""
        : "\n  at "
            + List.of(broken.getStackTrace())
                .subList(0, Math.min(6, broken.getStackTrace().length));
  }

  /** Leaves out what may be left out: halves first, then single steps. */
  private static List<Long> fewer(long seed, List<Long> steps) {
    List<Long> kept = new ArrayList<>(steps);
    for (int size = kept.size() / 2; size > 0; size /= 2) {
      for (int from = kept.size() - size; from >= 0; from -= size) {
        List<Long> without = new ArrayList<>(kept);
        without.subList(from, from + size).clear();
        if (failure(seed, without, new ArrayList<>()) != null) {
          kept = without;
        }
      }
    }
    return Collections.unmodifiableList(kept);
  }
}
