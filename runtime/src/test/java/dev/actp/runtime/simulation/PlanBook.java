package dev.actp.runtime.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions of the policy that a world has seen, each with the source that stands for it. */
final class PlanBook {
  static final String FILE = "p.actp";
  private final Map<String, Plan> bySource = new TreeMap<>();

  private final List<Plan> all = new ArrayList<>();

  /** Every one, by its number. */
  List<Plan> all() {
    return List.copyOf(all);
  }

  /** The source of a plan. */
  SortedMap<String, String> add(Plan plan) {
    String source = Integer.toString(plan.number());
    if (bySource.put(source, plan) == null) {
      all.add(plan);
    }
    return new TreeMap<>(Map.of(FILE, source));
  }

  /** What stands for a policy before there is one: nothing is asked then. */
  Plan none() {
    return Plan.any(new Random(0));
  }

  Plan of(SortedMap<String, String> files) {
    Plan plan = bySource.get(files.get(FILE));
    if (plan == null) {
      throw new IllegalStateException("a policy that nobody wrote");
    }
    return plan;
  }
}
