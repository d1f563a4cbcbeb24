package dev.actp.runtime.simulation;

import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.simulation.Event.Decided;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to hold of a whole world, told by nothing but what was allowed and when. */
final class Lasting {
  private Lasting() {}

  static void check(Past past) {
    List<Decided> uses = past.all(Decided.class, Decided::use);
    uses.forEach(use -> Check.that(use.recorded(), "nothing tells of %s", use));
    uses.forEach(use -> withinLimits(use, uses));
    approvedOnce(uses, past);
    Instant before = Instant.MIN;
    for (Event event : past.events()) {
      Check.that(!event.at().isBefore(before), "time went back to %s", event);
      before = event.at();
    }
  }

  /** No window that ends with a use holds more uses than the maximum that allowed it. */
  private static void withinLimits(Decided use, List<Decided> uses) {
    for (Event.Charged charge : use.charges()) {
      if (charge.counter().kind() == Counter.Kind.COUNT
          && charge.counter().window() instanceof Window.Sliding(var length)) {
        long used =
            uses.stream()
                .filter(one -> one.index() <= use.index())
                .filter(one -> use.at().isBefore(one.at().plus(length)))
                .filter(one -> one.charges().contains(charge))
                .count();
        Check.that(
            most(use.plan(), charge.counter()).compareTo(BigDecimal.valueOf(used)) >= 0,
            "%s uses in the window that ends with %s",
            used,
            use);
      }
    }
  }

  private static BigDecimal most(Plan plan, Counter counter) {
    for (Map.Entry<String, List<Counted>> each : plan.limits().entrySet()) {
      for (Counted one : each.getValue()) {
        if (one.counter(each.getKey()).equals(counter)) {
          return one.most();
        }
      }
    }
    throw new AssertionError("charged what no limit counts: " + counter);
  }

  /** A yes is good for one use of what was asked. */
  private static void approvedOnce(List<Decided> uses, Past past) {
    Set<String> used = new HashSet<>();
    for (Decided use : uses) {
      for (String approval : use.used()) {
        Check.that(used.add(approval), "the approval %s was used twice", approval);
        boolean same =
            Asked.find(past, approval)
                .filter(
                    one ->
                        Requested.of(one.opened().enforcement())
                            .equals(Requested.of(use.enforcement())))
                .isPresent();
        Check.that(same, "the approval %s was used for something else", approval);
      }
    }
  }
}
