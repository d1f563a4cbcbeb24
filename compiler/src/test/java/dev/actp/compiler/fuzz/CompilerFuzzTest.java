package dev.actp.compiler.fuzz;

import dev.actp.fixtures.fuzz.Damage;
import dev.actp.fixtures.fuzz.Fuzz;
import dev.actp.fixtures.fuzz.Sentences;
import org.junit.jupiter.api.Test;

/**
 * Whatever a file says, it is compiled or explained, and the formatter does not change what it
 * means. See {@link Fuzz} for seeds and for longer runs.
 */
class CompilerFuzzTest {
  private static final int GROWN = 60_000;

  private final Damage damage = new Damage();

  @Test
  void what_the_grammar_allows() {
    new Fuzz(new Sentences()::next, new Compiling()::holds).run(800);
  }

  @Test
  void what_was_damaged() {
    new Fuzz(damage::next, new Compiling()::holds).run(600);
  }

  @Test
  void what_goes_on_and_on() {
    new Fuzz(random -> damage.grown(random, GROWN), new Compiling()::holds).run(15);
  }
}
