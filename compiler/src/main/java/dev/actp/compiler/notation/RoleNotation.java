package dev.actp.compiler.notation;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.compiler.notation.document.Prose;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Role files: each role becomes a policy, each permission a capability of its own, so that it can
 * be narrowed and revoked alone. With a ledger at hand, what no holder of the role has used is left
 * out: the policy grants what is used and not what was granted.
 */
final class RoleNotation {
  private static final Set<String> IN_FILE =
      Set.of("roles", "role", "permissions", "description", "users", "agents", "agent_roles");
  private static final Set<String> IN_ROLE = Set.of("name", "permissions", "description");

  private final Value.Struct document;
  private final @Nullable Usage usage;
  private final Findings findings;
  private final RoleHolders holders;

  RoleNotation(Value.Struct document, @Nullable Usage usage, Findings findings) {
    this.document = document;
    this.usage = usage;
    this.findings = findings;
    this.holders = new RoleHolders(document, findings);
  }

  static boolean fits(Value.Struct document) {
    return document.members().containsKey("roles") || document.members().containsKey("role");
  }

  List<Part> parts() {
    Keys.refuseUnknown(document, IN_FILE, "", findings);
    List<Part> parts = new ArrayList<>();
    Value one = document.members().get("role");
    Value all = document.members().get("roles");
    if (one != null && all != null) {
      findings.problem("/role", "`role` and `roles` exclude one another");
    } else if (one instanceof Value.Text(String name)) {
      role(name, document, "", parts);
    } else if (all instanceof Value.Struct(var roles)) {
      roles.forEach((name, role) -> named(name, role, "/roles/" + Pointer.step(name), parts));
    } else if (all instanceof Value.Sequence(var roles)) {
      for (int i = 0; i < roles.size(); i++) {
        unnamed(roles.get(i), "/roles/" + i, parts);
      }
    } else {
      findings.problem(all == null ? "/role" : "/roles", "roles are an object from name to role");
    }
    return parts;
  }

  private void named(String name, Value role, String pointer, List<Part> parts) {
    switch (role) {
      case Value.Struct members -> {
        Keys.refuseUnknown(members, IN_ROLE, pointer, findings);
        role(name, members, pointer, parts);
      }
      case Value.Sequence permissions ->
          add(name, List.of(), permissions(permissions, pointer), pointer, parts);
      case Value other ->
          findings.problem(pointer, "a role is an object with `permissions`, or a list of them");
    }
  }

  private void unnamed(Value role, String pointer, List<Part> parts) {
    if (role instanceof Value.Struct members
        && members.members().get("name") instanceof Value.Text(String name)) {
      named(name, role, pointer, parts);
    } else {
      findings.problem(pointer, "a role is an object with `name` and `permissions`");
    }
  }

  private void role(String name, Value.Struct role, String pointer, List<Part> parts) {
    Value given = role.members().get("permissions");
    String at = pointer + "/permissions";
    if (!(given instanceof Value.Sequence permissions)) {
      findings.problem(at, "`permissions` is required: a list of the names of actions");
      return;
    }
    List<String> about =
        role.members().get("description") instanceof Value.Text(String text)
            ? Prose.lines(text)
            : List.of();
    add(name, about, permissions(permissions, at), pointer, parts);
  }

  /** Each with its pointer. */
  private Map<String, String> permissions(Value.Sequence list, String pointer) {
    Map<String, String> permissions = new LinkedHashMap<>();
    for (int i = 0; i < list.elements().size(); i++) {
      String at = pointer + "/" + i;
      if (!(list.elements().get(i) instanceof Value.Text(String name)) || name.isBlank()) {
        findings.problem(at, "a permission is the name of an action");
      } else if (permissions.put(name, at) != null) {
        findings.problem(at, Findings.shown(name) + " is granted twice");
      }
    }
    return permissions;
  }

  private void add(
      String name,
      List<String> about,
      Map<String, String> permissions,
      String pointer,
      List<Part> parts) {
    Set<String> kept = used(name, permissions, pointer);
    if (kept.isEmpty()) {
      findings.warn(pointer, "nothing is left of " + Findings.shown(name) + ": no policy is made");
      return;
    }
    findings.warn(
        pointer,
        "a role says nothing of resources: every capability reaches all of them (`on \"**\"`)");
    List<Pattern> everywhere =
        List.of(new Pattern(List.of(Pattern.Part.Wildcard.DOUBLE_STAR), Span.NONE));
    List<Declaration> capabilities = new ArrayList<>();
    for (String permission : kept) {
      capabilities.add(
          new Declaration.Capability(
              List.of(), List.of(Name.of(permission)), null, everywhere, List.of(), Span.NONE));
    }
    PolicyFile unit =
        new PolicyFile(
            about,
            PolicyFile.Kind.POLICY,
            Name.of(name),
            Text.of("1"),
            List.of(),
            capabilities,
            Span.NONE);
    parts.add(new Part(unit, pointer));
  }

  private Set<String> used(String role, Map<String, String> permissions, String pointer) {
    Set<String> kept = new LinkedHashSet<>(permissions.keySet());
    if (usage == null) {
      return kept;
    }
    Set<String> agents = holders.of(role);
    if (!agents.isEmpty() && !usage.knowsOneOf(agents)) {
      findings.warn(
          pointer, "none of its holders has an allowed request in the ledger: nothing is left out");
      return kept;
    }
    for (Map.Entry<String, String> permission : permissions.entrySet()) {
      if (!usage.used(permission.getKey(), agents)) {
        kept.remove(permission.getKey());
        findings.warn(
            permission.getValue(),
            Findings.shown(permission.getKey())
                + " was not used in "
                + usage.decisions()
                + " decisions: left out");
      }
    }
    return kept;
  }
}
