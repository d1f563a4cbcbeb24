package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import org.jspecify.annotations.Nullable;

/** The roots that a request, its agent and the moment give. */
record Roots(Situation situation) {

  Result read(Expr.Root root) {
    return switch (root) {
      case AGENT_ID -> new Value.Text(situation.link().agent());
      case AGENT_NAME -> new Value.Text(situation.agentName());
      case RESOURCE -> new Value.Text(situation.request().resource());
      case ACTION -> new Value.Text(situation.request().action());
      case REQUEST_IP -> perhaps(situation.request().ip());
      case REQUEST_REASON -> {
        String reason = situation.request().reason();
        yield perhaps(reason == null ? null : new Value.Text(reason));
      }
      case NOW -> new Value.Timestamp(situation.facts().now());
    };
  }

  private static Result perhaps(@Nullable Value value) {
    return value == null ? Algebra.fault(Fault.Kind.ABSENT) : value;
  }
}
