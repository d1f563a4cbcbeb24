package dev.actp.runtime.testing;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts which outcomes of which clauses decisions came to. Everything counted is what the engine
 * found and answered; nothing is decided here. Thread-safe.
 */
public final class Coverage {
  private final Map<Site, SortedMap<Integer, String>> order = new ConcurrentHashMap<>();
  private final Map<Site, Map<String, LongAdder>> seen = new ConcurrentSkipListMap<>();

  /** What can be seen of a policy counts from here on; nothing where it does already. */
  public void add(Policy policy) {
    Points.of(policy)
        .forEach(
            (site, outcomes) -> {
              SortedMap<Integer, String> places = new ConcurrentSkipListMap<>();
              Map<String, LongAdder> counts = new ConcurrentHashMap<>();
              for (String outcome : outcomes) {
                if (counts.putIfAbsent(outcome, new LongAdder()) == null) {
                  places.put(places.size(), outcome);
                }
              }
              order.putIfAbsent(site, places);
              seen.putIfAbsent(site, counts);
            });
  }

  /** Watches the decisions of one test. */
  Watch watch(CompiledPolicies policies) {
    return new Watch(this, policies);
  }

  /** An outcome was seen; one that nothing was said of before is not counted. */
  void see(Site site, String outcome) {
    LongAdder count = seen.getOrDefault(site, Map.of()).get(outcome);
    if (count != null) {
      count.increment();
    }
  }

  /** What was seen so far. */
  public CoverageReport report() {
    return new CoverageReport(
        seen.entrySet().stream()
            .map(each -> new CoverageReport.Seen(each.getKey(), outcomes(each.getKey())))
            .toList());
  }

  private List<CoverageReport.Outcome> outcomes(Site site) {
    Map<String, LongAdder> counts = seen.getOrDefault(site, Map.of());
    return order.getOrDefault(site, new ConcurrentSkipListMap<>()).values().stream()
        .map(
            what ->
                new CoverageReport.Outcome(what, counts.getOrDefault(what, new LongAdder()).sum()))
        .toList();
  }
}
