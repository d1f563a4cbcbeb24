package dev.actp.compiler.expression;

import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The connectives: three values, left to right. */
final class Logic {
  private Logic() {}

  static Result not(Result operand) {
    return switch (operand) {
      case Value.Bool bool -> Value.Bool.of(!bool.value());
      case Result other -> Comparing.bool(other);
    };
  }

  static Evaluator and(List<Evaluator> operands) {
    return until(Value.Bool.FALSE, Value.Bool.TRUE, operands);
  }

  static Evaluator or(List<Evaluator> operands) {
    return until(Value.Bool.TRUE, Value.Bool.FALSE, operands);
  }

  /**
   * The first operand that is not neutral decides; operands that are known to be neutral are left
   * out.
   */
  private static Evaluator until(Value.Bool decisive, Value.Bool neutral, List<Evaluator> all) {
    List<Evaluator> needed = new ArrayList<>();
    for (Evaluator operand : all) {
      boolean known = operand instanceof Constant(Result result) && result.equals(neutral);
      if (!known) {
        needed.add(operand);
      }
    }
    if (needed.isEmpty()) {
      return new Constant(neutral);
    }
    if (needed.getFirst() instanceof Constant(Result first)) {
      return new Constant(first.equals(decisive) ? decisive : Comparing.bool(first));
    }
    Evaluator[] operands = needed.toArray(new Evaluator[0]);
    return frame -> run(operands, neutral, frame);
  }

  private static Result run(Evaluator[] operands, Value.Bool neutral, Frame frame) {
    for (Evaluator operand : operands) {
      Result result = operand.in(frame);
      boolean goesOn = result instanceof Value.Bool bool && bool.value() == neutral.value();
      if (!goesOn) {
        return Comparing.bool(result);
      }
    }
    return neutral;
  }

  static Evaluator quantified(boolean every, Evaluator collection, int slot, Evaluator body) {
    Value.Bool neutral = Value.Bool.of(every);
    return frame -> {
      Result given = collection.in(frame);
      List<Value> elements = Comparing.elements(given);
      if (elements == null) {
        return given instanceof Value ? Faults.NOT_COLLECTION : given;
      }
      if (elements.isEmpty()) {
        return every ? Faults.EVERY_OF_NONE : Value.Bool.FALSE;
      }
      for (Value element : elements) {
        frame.bind(slot, element);
        Result result = body.in(frame);
        boolean goesOn = result instanceof Value.Bool bool && bool.value() == every;
        if (!goesOn) {
          return Comparing.bool(result);
        }
      }
      return neutral;
    };
  }
}
