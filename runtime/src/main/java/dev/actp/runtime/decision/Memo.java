package dev.actp.runtime.decision;

import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is costly to compute and the same throughout one decision. Changes no result. For one
 * thread.
 */
public final class Memo {
  private @Nullable LooseText action;
  private @Nullable LooseText resource;
  private @Nullable Map<Call, Result> calls;

  private record Call(Expr.Function function, Value argument) {}

  /** The request's action as what denies compares it. */
  public LooseText action(Request request) {
    if (action == null) {
      action = LooseText.of(request.action());
    }
    return action;
  }

  /** The request's resource as what denies compares it. */
  public LooseText resource(Request request) {
    if (resource == null) {
      resource = LooseText.of(request.resource());
    }
    return resource;
  }

  /** The result of a pure function, computed the first time. */
  public Result call(Expr.Function function, Value argument, Supplier<Result> computation) {
    if (calls == null) {
      calls = new HashMap<>();
    }
    Call call = new Call(function, argument);
    Result known = calls.get(call);
    if (known == null) {
      known = computation.get();
      calls.put(call, known);
    }
    return known;
  }
}
