package dev.actp.compiler.notation;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.runtime.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who holds which role, as a role file says under {@code users}, {@code agents}. */
final class RoleHolders {
  private final Findings findings;
  private final Map<String, Set<String>> byRole = new HashMap<>();

  RoleHolders(Value.Struct document, Findings findings) {
    this.findings = findings;
    for (String key : List.of("users", "agents", "agent_roles")) {
      Value given = document.members().get(key);
      if (given != null) {
        findings.warn(
            "/" + key,
            "who holds a role is no part of a policy: register agents with these `policies`");
      }
      if (given instanceof Value.Struct(var holders) && !key.equals("agent_roles")) {
        holders.forEach((name, entry) -> holder(name, entry, "/" + key + "/" + Pointer.step(name)));
      } else if (given != null && !key.equals("agent_roles")) {
        findings.problem("/" + key, "`" + key + "` is an object from name to `roles`");
      }
    }
  }

  private void holder(String name, Value entry, String pointer) {
    Value roles =
        entry instanceof Value.Struct(var members) && members.containsKey("roles")
            ? members.get("roles")
            : entry;
    if (!(roles instanceof Value.Sequence(var elements))) {
      findings.problem(pointer, "a holder is an object with a list `roles`");
      return;
    }
    for (Value role : elements) {
      if (role instanceof Value.Text(String text)) {
        byRole.computeIfAbsent(text, none -> new TreeSet<>()).add(name);
      }
    }
  }

  /** Those of a role; none where the file says nothing of them. */
  Set<String> of(String role) {
    return byRole.getOrDefault(role, Set.of());
  }
}
