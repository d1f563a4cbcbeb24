package dev.actp.compiler.expression;

import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Coercion;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request, a token, the agent registry and the moment hold. */
final class Paths {
  private Paths() {}

  static Evaluator attribute(String name, Type type) {
    return member(Situation::attributes, name, type, "");
  }

  static Evaluator sessionValue(String name, Type type) {
    return member(Situation::session, name, type, "session.");
  }

  static Evaluator agentValue(String name, Type type) {
    return member(Situation::agentValues, name, type, "agent.");
  }

  private static Evaluator member(
      Function<Situation, Result> root, String name, Type type, String prefix) {
    String path = prefix + name;
    Fault absent = Faults.absent(path);
    return frame -> {
      Result values = root.apply(frame.situation());
      if (!(values instanceof Value.Struct struct)) {
        return values;
      }
      Value value = struct.members().get(name);
      return value == null ? absent : typed(value, type, path);
    };
  }

  private static Result typed(Value value, Type type, String path) {
    return type == Type.Basic.ANY || Coercion.fits(value, type)
        ? value
        : Coercion.coerce(value, type, path);
  }

  static Evaluator member(Evaluator record, String name) {
    Fault absent = Faults.absent(name);
    return frame -> {
      Result result = record.in(frame);
      if (!(result instanceof Value.Struct struct)) {
        return result instanceof Value ? Faults.UNLIKE : result;
      }
      Value value = struct.members().get(name);
      return value == null ? absent : value;
    };
  }

  /** Whether a path leads to something. */
  static Evaluator present(Evaluator untyped) {
    return frame ->
        switch (untyped.in(frame)) {
          case Fault fault -> fault.kind() == Fault.Kind.ABSENT ? Value.Bool.FALSE : fault;
          case Value value -> Value.Bool.TRUE;
        };
  }

  static Evaluator root(Expr.Root root) {
    return switch (root) {
      case AGENT_ID -> frame -> new Value.Text(frame.situation().link().agent());
      case AGENT_NAME -> frame -> new Value.Text(frame.situation().agentName());
      case RESOURCE -> frame -> new Value.Text(frame.situation().request().resource());
      case ACTION -> frame -> new Value.Text(frame.situation().request().action());
      case REQUEST_IP -> frame -> given(frame.situation().request().ip(), "request.ip");
      case REQUEST_REASON -> frame -> reason(frame.situation().request().reason());
      case NOW -> frame -> new Value.Timestamp(frame.situation().facts().now());
    };
  }

  private static Result reason(@Nullable String reason) {
    return given(reason == null ? null : new Value.Text(reason), "request.reason");
  }

  private static Result given(@Nullable Value value, String path) {
    return value == null ? Faults.absent(path) : value;
  }
}
