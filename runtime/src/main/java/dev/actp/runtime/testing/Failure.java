package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Source;
import java.util.List;

/**
 * The first step of a test that came out otherwise than expected.
 *
 * @param step the step
 * @param rounds which rounds of which repetitions it stood in, outermost first; empty for none
 * @param expected what it should have come to
 * @param actual what it came to
 * @param clauses what made it come to that, and what its parts were worth
 */
public record Failure(
    Source step, List<Round> rounds, String expected, String actual, List<Account> clauses) {
  public Failure {
    rounds = List.copyOf(rounds);
    clauses = List.copyOf(clauses);
  }

  /** A round of a repetition, from 1. */
  public record Round(int number, int of) {}

  /**
   * What one part of a policy contributed.
   *
   * @param policy the policy's name; empty where none is concerned
   * @param capability the capability's name, or empty
   * @param clause the clause with its place; {@link Source#NONE} where none is concerned
   * @param finding what was found, in a few words
   * @param trace the values of its parts; empty where it has none
   */
  public record Account(
      String policy, String capability, Source clause, String finding, Trace trace) {}
}
