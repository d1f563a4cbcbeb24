package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;

/** One check of a policy that is well-typed. Stateless. */
@FunctionalInterface
interface Check {
  /** Reports what it finds, in the order of the source. */
  void run(LoweredPolicy policy, Report report);
}
