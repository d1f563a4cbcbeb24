package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Source;
import java.util.List;

/**
 * All that a test file asks for.
 *
 * @param cases in the order of the file
 * @param claims what is claimed of every request ({@code never}, {@code always}): not run but
 *     listed
 */
public record TestPlan(List<TestCase> cases, List<Source> claims) {
  public static final TestPlan EMPTY = new TestPlan(List.of(), List.of());

  public TestPlan {
    cases = List.copyOf(cases);
    claims = List.copyOf(claims);
  }
}
