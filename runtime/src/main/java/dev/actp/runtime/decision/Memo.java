package dev.actp.runtime.decision;

import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is costly to compute and the same throughout one decision. Changes no result, unless it was
 * told not to compute: then what it does not know yet is a fault, and {@link #missed} says so. For
 * one thread at a time.
 */
public final class Memo {
  private final Map<Call, Supplier<Result>> known;
  private final boolean computes;
  private boolean missed;
  private @Nullable LooseText action;
  private @Nullable LooseText resource;

  private record Call(Expr.Function function, List<Object> arguments) {}

  /** One that knows nothing yet, and computes. */
  public Memo() {
    this(new HashMap<>(2), true);
  }

  private Memo(Map<Call, Supplier<Result>> known, boolean computes) {
    this.known = known;
    this.computes = computes;
  }

  /** The same results, to be looked up and not computed. */
  public Memo lookingUp() {
    return new Memo(known, false);
  }

  /** The same results, to which what is computed is added. */
  public Memo computing() {
    return new Memo(known, true);
  }

  /** Whether a result was asked for that is not known, so that what came of it is no decision. */
  public boolean missed() {
    return missed;
  }

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

  /**
   * The result of a pure function.
   *
   * @param arguments all that the result depends on
   * @param computation what is done the first time, where this computes; where it throws, so does
   *     every look-up
   */
  public Result call(Expr.Function function, List<Object> arguments, Supplier<Result> computation) {
    Call call = new Call(function, arguments);
    Supplier<Result> result = known.get(call);
    if (result != null) {
      return result.get();
    }
    if (!computes) {
      missed = true;
      return new Fault(Fault.Kind.UNAVAILABLE, "the result of a function is not there yet");
    }
    return compute(call, computation);
  }

  private Result compute(Call call, Supplier<Result> computation) {
    try {
      Result result = computation.get();
      known.put(call, () -> result);
      return result;
    } catch (Throwable failure) { // a stack overflow included: it fails for everybody alike
      known.put(
          call,
          () -> {
            throw new IllegalStateException("a function failed", failure);
          });
      throw failure;
    }
  }
}
