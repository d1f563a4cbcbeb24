package dev.actp.runtime.decision;

import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.value.Coercion;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives untyped values the types that a policy declares for them. */
public final class Typing {
  private Typing() {}

  /**
   * A request's attributes under the declaration of its action.
   *
   * @param declaration null where the action is not declared: everything stays as it is
   * @return a {@link Value.Struct}; a fault where an attribute is not declared and the declaration
   *     is closed, where a required one is absent, or where one has another type
   */
  public static Result attributes(@Nullable ActionDeclaration declaration, Value.Struct given) {
    if (declaration == null) {
      return given;
    }
    if (!declaration.open()) {
      for (String name : given.members().keySet()) {
        if (!declaration.parameters().containsKey(name)) {
          return new Fault(
              Fault.Kind.DECLARATION,
              "`" + name + "` is not declared by `" + declaration.name() + "`");
        }
      }
    }
    return fit(declaration.parameters(), given, "");
  }

  /**
   * Session or agent values under their declarations; undeclared ones are another policy's and stay
   * as they are.
   */
  public static Result values(
      SortedMap<String, Type.Member> declared, Value.Struct given, String root) {
    return fit(declared, given, root);
  }

  private static Result fit(
      SortedMap<String, Type.Member> declared, Value.Struct given, String root) {
    SortedMap<String, Value> changed = null;
    for (Map.Entry<String, Type.Member> member : declared.entrySet()) {
      Value value = given.members().get(member.getKey());
      if (value == null ? member.getValue().optional() : fits(value, member.getValue())) {
        continue;
      }
      String where = root.isEmpty() ? member.getKey() : root + "." + member.getKey();
      if (value == null) {
        return new Fault(Fault.Kind.DECLARATION, "`" + where + "` is absent");
      }
      Result result = Coercion.coerce(value, member.getValue().type(), where);
      if (result instanceof Fault fault) {
        return new Fault(Fault.Kind.DECLARATION, fault.detail());
      }
      if (!result.equals(value)) {
        changed = changed == null ? new TreeMap<>(given.members()) : changed;
        changed.put(member.getKey(), (Value) result);
      }
    }
    return changed == null ? given : new Value.Struct(changed);
  }

  private static boolean fits(Value value, Type.Member member) {
    return Coercion.fits(value, member.type());
  }
}
