package dev.actp.compiler.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random choices from a seed: the same seed gives the same choices on every machine. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  long seed() {
    return random.nextLong();
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  <T> List<T> some(int least, int most, Supplier<T> maker) {
    List<T> made = new ArrayList<>();
    for (int i = between(least, most); i > 0; i--) {
      made.add(maker.get());
    }
    return made;
  }
}
