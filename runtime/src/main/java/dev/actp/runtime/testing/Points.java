package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.TimeWindow;
import dev.actp.runtime.policy.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each part of a policy can come to, in the words in which it is reported. */
final class Points {
  static final String GRANTED = "granted";
  static final String HOLDS = "holds";
  static final String FAILS = "fails";
  static final String REACHED = "reached";
  static final String RECOVERS = "recovers";
  static final String ASKED = "asked";
  static final String NOT_ASKED = "not asked";
  static final String GIVEN = "given";
  static final String REFUSED = "refused";
  static final String ASSERTED = "asserted";
  static final String FIRES = "fires";
  static final String TOUCHED = "touched";
  static final String TRIPS = "trips";

  private final Policy policy;
  private final Map<Site, List<String>> points = new LinkedHashMap<>();

  private Points(Policy policy) {
    this.policy = policy;
  }

  static Map<Site, List<String>> of(Policy policy) {
    Points points = new Points(policy);
    policy.capabilities().forEach(points::capability);
    policy
        .forbids()
        .forEach(forbid -> points.rule(forbid.source(), List.of(FIRES), Sides.of(forbid.when())));
    policy
        .approvals()
        .forEach(
            approval ->
                points.rule(
                    approval.source(),
                    List.of(ASKED, GIVEN, REFUSED),
                    Sides.of(approval.ask().when())));
    policy
        .quotas()
        .forEach(
            quota ->
                points.rule(quota.clause().source(), limit(quota.clause()), sides(quota.clause())));
    policy.decoys().forEach(decoy -> points.rule(decoy.source(), List.of(TOUCHED), List.of()));
    if (policy.breaker() != null) {
      points.rule(policy.breaker().source(), List.of(TRIPS, RECOVERS), List.of());
    }
    return points.points;
  }

  private void rule(Source source, List<String> outcomes, List<String> sides) {
    add("", source, outcomes, sides);
  }

  private void add(String capability, Source source, List<String> outcomes, List<String> sides) {
    List<String> all = new ArrayList<>(outcomes);
    all.addAll(sides);
    points.put(new Site(policy.name(), capability, source), all);
  }

  private void capability(Capability capability) {
    add(capability.name(), capability.source(), List.of(GRANTED), List.of());
    for (Clause clause : capability.clauses()) {
      add(capability.name(), clause.source(), outcomes(clause), sides(clause));
    }
  }

  private static List<String> sides(Clause clause) {
    List<String> sides = new ArrayList<>(Sides.of(clause.condition()));
    sides.addAll(Sides.of(clause.ask() == null ? null : clause.ask().when()));
    return sides;
  }

  private List<String> outcomes(Clause clause) {
    return switch (clause.category()) {
      case REQUIRE, HISTORY -> List.of(HOLDS, FAILS);
      case LIMIT -> limit(clause);
      case WINDOW -> window(clause);
      case APPROVAL -> approval(clause.ask());
      case OBLIGATION -> List.of(ASSERTED);
      case DELEGATION -> policy.delegation().depth() == 0 ? List.of(HOLDS) : List.of(HOLDS, FAILS);
    };
  }

  private static List<String> approval(@Nullable Ask ask) {
    return ask == null || ask.when() == null
        ? List.of(ASKED, GIVEN, REFUSED)
        : List.of(NOT_ASKED, ASKED, GIVEN, REFUSED);
  }

  /** What counts for ever and is not released never recovers. */
  private static List<String> limit(Clause clause) {
    boolean ever =
        clause.charges().stream()
            .map(charge -> charge.counter())
            .allMatch(
                counter ->
                    counter.window() == Window.Total.IN_TOTAL
                        && counter.kind() != Counter.Kind.OPEN);
    return ever ? List.of(HOLDS, REACHED) : List.of(HOLDS, REACHED, RECOVERS);
  }

  private static List<String> window(Clause clause) {
    List<String> outcomes = new ArrayList<>(List.of(HOLDS, FAILS));
    timeWindow(clause.condition()).ifPresent(window -> outcomes.addAll(Edges.of(window)));
    return outcomes;
  }

  /** The window of {@code during} or {@code not during}. */
  static Optional<TimeWindow> timeWindow(Expr condition) {
    return switch (condition) {
      case Expr.During during -> Optional.of(during.window());
      case Expr.Not(Expr.During during) -> Optional.of(during.window());
      case Expr other -> Optional.empty();
    };
  }
}
