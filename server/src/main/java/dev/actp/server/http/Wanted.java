package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities that a body wants of some policies, and what it narrows of each: {@code
 * capabilities} by name or by action, or as objects that also narrow; {@code on} and {@code
 * clauses} beside it narrow all of them.
 *
 * @param names the capabilities' names by policy, in the order in which they count
 * @param warnings what the caller should know
 */
record Wanted(
    Map<String, Set<String>> names,
    List<VerifiedToken.Narrowing> narrowings,
    List<String> warnings) {
  private static final String MEMBER = "capabilities";

  /** Which capabilities of the policies there are to choose from. */
  interface Held {
    boolean holds(String policy, Capability capability);
  }

  /**
   * Reads a body. A name that stands for nothing that is held stands for what the policies have by
   * that name; else it is put under {@code otherwise}, or is a misfit where that is null.
   *
   * @param byId the policies, in the order in which they count
   */
  static Wanted read(
      Members body, Map<String, CompiledPolicy> byId, Held held, @Nullable String otherwise) {
    Reading reading = new Reading(body, byId, held, otherwise);
    reading.read();
    return new Wanted(reading.names, List.copyOf(reading.narrowings), reading.narrowing.warnings());
  }

  private static final class Reading {
    private final Members body;
    private final Map<String, CompiledPolicy> byId;
    private final Held held;
    private final @Nullable String otherwise;
    private final Map<String, Set<String>> names = new LinkedHashMap<>();
    private final List<VerifiedToken.Narrowing> narrowings = new ArrayList<>();
    private final NarrowingReader narrowing = new NarrowingReader();

    Reading(Members body, Map<String, CompiledPolicy> byId, Held held, @Nullable String otherwise) {
      this.body = body;
      this.byId = byId;
      this.held = held;
      this.otherwise = otherwise;
    }

    void read() {
      Value given = body.any(MEMBER);
      boolean objects =
          given instanceof Value.Sequence(var elements)
              && elements.stream().anyMatch(Value.Struct.class::isInstance);
      if (objects) {
        for (Members one : body.each(MEMBER)) {
          String name = one.needText("capability", "action", "name");
          add(one, one.text("policy", "policyId", "policy_id"), name);
          one.refuseOthers();
        }
        return;
      }
      NarrowingReader.know(body);
      if (given == null) {
        byId.forEach((id, policy) -> wanted(id, policy, null).forEach(one -> add(body, id, one)));
      }
      body.texts(MEMBER).forEach(name -> add(body, null, name));
    }

    private void add(Members from, @Nullable String policy, String name) {
      boolean found = false;
      for (Map.Entry<String, CompiledPolicy> entry : byId.entrySet()) {
        if (policy == null
            || policy.equals(entry.getKey())
            || policy.equals(entry.getValue().policy().name())) {
          List<Capability> wanted = wanted(entry.getKey(), entry.getValue(), name);
          wanted.forEach(one -> add(from, entry.getKey(), one));
          found |= !wanted.isEmpty();
        }
      }
      if (!found && otherwise != null && !name.isEmpty()) {
        names.computeIfAbsent(otherwise, none -> new LinkedHashSet<>()).add(name);
      } else if (!found && !name.isEmpty()) {
        from.misfit(
            from == body ? MEMBER : "capability", "no policy of the token grants `" + name + "`");
      }
    }

    private List<Capability> wanted(String id, CompiledPolicy policy, @Nullable String name) {
      List<Capability> named =
          policy.policy().capabilities().stream()
              .filter(one -> name == null || is(one, name))
              .toList();
      List<Capability> own = named.stream().filter(one -> held.holds(id, one)).toList();
      return own.isEmpty() && name != null ? named : own;
    }

    private void add(Members from, String policy, Capability capability) {
      boolean fresh =
          names.computeIfAbsent(policy, none -> new LinkedHashSet<>()).add(capability.name());
      CompiledPolicy compiled = Objects.requireNonNull(byId.get(policy));
      VerifiedToken.Narrowing one = narrowing.read(from, policy, compiled, capability);
      if (!one.isEmpty() && fresh) {
        narrowings.add(one);
      } else if (!fresh && (!one.isEmpty() || isNarrowed(policy, capability))) {
        from.misfit("capability", "`" + capability.name() + "` is narrowed twice");
      }
    }

    private boolean isNarrowed(String policy, Capability capability) {
      return narrowings.stream()
          .anyMatch(
              one -> one.policy().equals(policy) && one.capability().equals(capability.name()));
    }
  }

  private static boolean is(Capability capability, String nameOrAction) {
    return capability.name().equals(nameOrAction) || capability.actions().contains(nameOrAction);
  }
}
