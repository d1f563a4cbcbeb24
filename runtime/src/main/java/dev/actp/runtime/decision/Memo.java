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
  private final Map<Narrowed, Supplier<Attenuation>> narrowed;
  private final boolean computes;
  private boolean missed;
  private @Nullable LooseText action;
  private @Nullable LooseText resource;

  private record Call(Expr.Function function, List<Object> arguments) {}

  private record Narrowed(Attenuations by, VerifiedToken.Narrowing narrowing) {}

  /** One that knows nothing yet, and computes. */
  public Memo() {
    this(new HashMap<>(2), new HashMap<>(2), true);
  }

  private Memo(
      Map<Call, Supplier<Result>> known,
      Map<Narrowed, Supplier<Attenuation>> narrowed,
      boolean computes) {
    this.known = known;
    this.narrowed = narrowed;
    this.computes = computes;
  }

  /** The same results, to be looked up and not computed. */
  public Memo lookingUp() {
    return new Memo(known, narrowed, false);
  }

  /** The same results, to which what is computed is added. */
  public Memo computing() {
    return new Memo(known, narrowed, true);
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
    Supplier<Result> result = result(known, new Call(function, arguments), computation);
    if (result != null) {
      return result.get();
    }
    return new Fault(Fault.Kind.UNAVAILABLE, "the result of a function is not there yet");
  }

  /** What a narrowing means under a policy; the same throughout the decision. */
  Attenuation attenuation(Attenuations by, VerifiedToken.Narrowing narrowing) {
    Narrowed narrow = new Narrowed(by, narrowing);
    if (!narrowed.containsKey(narrow)) {
      Attenuation already = by.known(narrowing);
      if (already != null) {
        narrowed.put(narrow, () -> already);
      }
    }
    Supplier<Attenuation> result = result(narrowed, narrow, () -> by.read(narrowing));
    if (result != null) {
      return result.get();
    }
    return new Attenuation.Unclear("it is not known yet what it means");
  }

  private <K, T> @Nullable Supplier<T> result(
      Map<K, Supplier<T>> known, K key, Supplier<T> computation) {
    Supplier<T> result = known.get(key);
    if (result == null) {
      result = computes ? computed(computation) : null;
      missed |= result == null;
      if (result != null) {
        known.put(key, result);
      }
    }
    return result;
  }

  private static <T> Supplier<T> computed(Supplier<T> computation) {
    try {
      T result = computation.get();
      return () -> result;
    } catch (Throwable failure) { // a stack overflow included: it fails for everybody alike
      return () -> {
        throw new IllegalStateException("a computation failed", failure);
      };
    }
  }
}
