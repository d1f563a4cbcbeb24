package dev.actp.compiler.notation;

import dev.actp.compiler.notation.document.Pointer;
import dev.actp.dsl.syntax.ActionTarget;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Scope;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a policy that grants or forbids. */
record Grants(Draft draft, String pointer) {
  private static final Set<String> IN_LIST =
      Set.of("action", "actions", "resource", "resources", "constraints");
  private static final Set<String> IN_MAP = Set.of("resource", "resources", "constraints");

  void translate(Value.Struct policy) {
    boolean denies = denies(policy);
    Value capabilities = policy.members().get("capabilities");
    if (capabilities == null) {
      whole(policy, actions(policy, named(policy), pointer), denies);
    } else if (policy.members().containsKey(named(policy))) {
      draft.problem(
          pointer + "/" + named(policy),
          "`" + named(policy) + "` and `capabilities` exclude one another");
    } else if (capabilities instanceof Value.Struct(var byAction)) {
      byAction.forEach((action, entry) -> entry(entry, action, at(action), denies));
      refuseShared(policy);
    } else if (capabilities instanceof Value.Sequence(var entries) && areObjects(entries)) {
      for (int i = 0; i < entries.size(); i++) {
        entry(entries.get(i), null, at(String.valueOf(i)), denies);
      }
      refuseShared(policy);
    } else {
      whole(policy, actions(policy, "capabilities", pointer), denies);
    }
  }

  /** The key that names the actions of a policy that is one capability. */
  private static String named(Value.Struct policy) {
    return Stream.of("action", "permission")
        .filter(key -> policy.members().containsKey(key))
        .findFirst()
        .orElse("actions");
  }

  private String at(String key) {
    return pointer + "/capabilities/" + Pointer.step(key);
  }

  private static boolean areObjects(List<Value> entries) {
    return !entries.isEmpty() && entries.stream().allMatch(Value.Struct.class::isInstance);
  }

  private boolean denies(Value.Struct policy) {
    return switch (policy.members().get("effect")) {
      case null -> false;
      case Value.Text(var effect) when effect.equals("allow") -> false;
      case Value.Text(var effect) when effect.equals("deny") -> true;
      case Value other -> {
        draft.problem(pointer + "/effect", "`effect` is `allow` or `deny`");
        yield false;
      }
    };
  }

  private void refuseShared(Value.Struct policy) {
    for (String key : List.of("constraints", "resource", "resources")) {
      if (policy.members().containsKey(key)) {
        draft.problem(
            pointer + "/" + key, "`" + key + "` stands with each of the capabilities here");
      }
    }
  }

  /** One capability of all actions, so that its limits are shared. */
  private void whole(Value.Struct policy, List<String> actions, boolean denies) {
    add(
        actions,
        resources(policy, pointer),
        policy.members().get("constraints"),
        pointer + "/constraints",
        denies);
  }

  private void entry(Value entry, @Nullable String action, String at, boolean denies) {
    if (!(entry instanceof Value.Struct object)) {
      draft.problem(at, "a capability is an object with `resources` and `constraints`");
      return;
    }
    Keys.refuseUnknown(object, action == null ? IN_LIST : IN_MAP, at, draft.findings);
    String key = object.members().containsKey("actions") ? "actions" : "action";
    List<String> actions = action == null ? actions(object, key, at) : List.of(action);
    add(
        actions,
        resources(object, at),
        object.members().get("constraints"),
        at + "/constraints",
        denies);
  }

  private List<String> actions(Value.Struct object, String key, String at) {
    Value value = object.members().get(key);
    if (value == null) {
      draft.problem(at + "/" + key, "`" + key + "` is required: the names of actions");
      return List.of();
    }
    List<String> names = new Given(key, value, at + "/" + key, draft).texts().orElse(List.of());
    if (new LinkedHashSet<>(names).size() < names.size()) {
      draft.problem(at + "/" + key, "`" + key + "` names an action twice");
    }
    return names;
  }

  private List<Pattern> resources(Value.Struct object, String at) {
    String key = object.members().containsKey("resource") ? "resource" : "resources";
    Value value = object.members().get(key);
    if (value == null) {
      draft.findings.warn(
          at, "no resources are named: the capability reaches every resource (`on \"**\"`)");
      return Templates.pattern("**", at, draft).map(List::of).orElse(List.of());
    }
    List<Pattern> patterns = new ArrayList<>();
    for (String name : new Given(key, value, at + "/" + key, draft).texts().orElse(List.of())) {
      Templates.pattern(name, at + "/" + key, draft).ifPresent(patterns::add);
    }
    return patterns;
  }

  private void add(
      List<String> actions,
      List<Pattern> resources,
      @Nullable Value constraints,
      String at,
      boolean denies) {
    if (actions.isEmpty() || resources.isEmpty()) {
      return;
    }
    Draft.Parts parts = new Draft.Parts(actions);
    constrain(constraints, at, parts);
    if (!denies) {
      draft.rule(
          new Declaration.Capability(
              List.of(),
              actions.stream().map(Name::of).toList(),
              null,
              resources,
              parts.clauses(),
              Span.NONE));
    } else if (constraints != null) {
      draft.problem(at, "a denial holds always: `constraints` go with `\"effect\": \"allow\"`");
    } else {
      actions.forEach(action -> forbid(action, resources));
    }
  }

  /** What is forbidden has to be declared somewhere; here. */
  private void forbid(String action, List<Pattern> resources) {
    draft.openAction(action);
    ActionTarget target = new ActionTarget.Named(Name.of(action), Span.NONE);
    draft.rule(
        new Declaration.Forbid(
            List.of(), new Scope(target, resources, Span.NONE), null, Span.NONE));
  }

  void constrain(@Nullable Value constraints, String at, Draft.Parts parts) {
    if (constraints == null) {
      return;
    }
    if (!(constraints instanceof Value.Struct object)) {
      draft.problem(at, "`constraints` is an object");
      return;
    }
    Keys.refuseUnknown(object, Constraints.BY_KEY.keySet(), at, draft.findings);
    for (Map.Entry<String, Value> entry : object.members().entrySet()) {
      Constraint constraint = Constraints.BY_KEY.get(entry.getKey());
      if (constraint != null) {
        constraint.translate(
            new Given(entry.getKey(), entry.getValue(), at + "/" + entry.getKey(), draft), parts);
      }
    }
  }
}
