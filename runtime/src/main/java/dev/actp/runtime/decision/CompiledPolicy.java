package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Result;
import java.util.List;

/** A policy made executable. Thread-safe. */
public interface CompiledPolicy {

  /** Its meaning. */
  Policy policy();

  /** Lower-case hex SHA-256 of the policy's canonical form. */
  String digest();

  /**
   * The same, with everything made that is made when first asked for: what one decision holds, so
   * that it need not ask again.
   */
  default CompiledPolicy ready() {
    return this;
  }

  /** What the policy's rules find in a situation, in no particular order. */
  List<Finding> findings(Situation situation);

  /** The value of an expression of this policy. */
  Result evaluate(Expr expression, Situation situation);

  /** What tokens' narrowings of its capabilities mean. */
  default Attenuations attenuations() {
    return Attenuations.NONE;
  }
}
