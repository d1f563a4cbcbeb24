package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The search for witnesses: for each action concerned, requests that one version grants, with one
 * value changed, then two, then sessions of them. Deterministic, and bounded.
 */
final class Search {
  /** How many requests each version decides at a stage, for one action. */
  private static final int MOST_REQUESTS = 2_000;

  private final Hunt hunt;
  private final List<Policy> versions;
  private final List<Policy> all;
  private final Map<String, Pools> pools = new LinkedHashMap<>();
  private final Map<String, List<Trial>> bases = new LinkedHashMap<>();

  /**
   * A search.
   *
   * @param versions the older and the newer form of one policy that grants; one may be missing
   * @param guardrails of both versions
   */
  Search(Hunt hunt, List<Policy> versions, List<Policy> guardrails) {
    this.hunt = hunt;
    this.versions = versions;
    this.all = new ArrayList<>(versions);
    this.all.addAll(guardrails);
  }

  /** Looks at the capabilities of these names; at all of them if there is none. */
  void run(Set<String> owners) {
    Set<String> actions = new TreeSet<>();
    for (Policy version : versions) {
      for (Capability capability : version.capabilities()) {
        if (owners.isEmpty() || owners.contains(capability.name())) {
          actions.addAll(capability.actions());
        }
      }
    }
    actions.forEach(action -> bounded(() -> vary(action)));
    actions.forEach(action -> bounded(() -> sessions(action)));
    actions.forEach(action -> bounded(() -> varyPairs(action)));
  }

  private void bounded(Runnable stage) {
    hunt.allow(MOST_REQUESTS);
    stage.run();
  }

  private Pools pools(String action) {
    return pools.computeIfAbsent(action, name -> Pools.of(name, all));
  }

  /** What each version grants by each capability, as near as it was found. */
  private List<Trial> bases(String action) {
    List<Trial> known = bases.get(action);
    if (known != null) {
      return known;
    }
    List<Trial> found = new ArrayList<>();
    for (Policy version : versions) {
      for (Duel duel : List.of(hunt.before(), hunt.after())) {
        if (duel.meanings().contains(version)) {
          Bases finder = new Bases(duel, version);
          version.capabilities().stream()
              .filter(capability -> capability.actions().contains(action))
              .forEach(
                  capability -> {
                    Trial base = finder.find(capability, pools(action));
                    found.add(base);
                    found.add(finder.lighter(base, capability, pools(action)));
                    found.add(finder.heavier(base, capability, pools(action)));
                  });
        }
      }
    }
    List<Trial> different = found.stream().distinct().toList();
    bases.put(action, different);
    return different;
  }

  private void vary(String action) {
    for (Trial base : bases(action)) {
      for (Slot slot : pools(action).slots()) {
        for (@Nullable Value value : pools(action).choices(slot)) {
          hunt.consider(base.with(slot, value));
        }
      }
    }
  }

  private void varyPairs(String action) {
    for (Trial base : bases(action)) {
      List<Slot> slots = pools(action).slots();
      for (int one = 0; one < slots.size(); one++) {
        for (@Nullable Value value : pools(action).choices(slots.get(one))) {
          Trial changed = base.with(slots.get(one), value);
          for (int two = one + 1; two < slots.size() && hunt.goesOn(); two++) {
            for (@Nullable Value other : pools(action).choices(slots.get(two))) {
              hunt.consider(changed.with(slots.get(two), other));
            }
          }
        }
      }
    }
  }

  private void sessions(String action) {
    Sessions sessions = new Sessions(hunt, versions, action);
    List<Trial> others =
        versions.stream()
            .flatMap(version -> version.capabilities().stream())
            .flatMap(capability -> capability.actions().stream())
            .distinct()
            .filter(other -> !other.equals(action))
            .flatMap(other -> bases(other).stream())
            .toList();
    for (Trial base : bases(action)) {
      if (hunt.mayGoOn()) {
        Trial denied = base.with(Slot.RESOURCE, new Value.Text("nowhere"));
        sessions.play(base, denied, others);
      }
    }
  }
}
