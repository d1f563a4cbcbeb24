package dev.actp.compiler.notation;

import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** Settings of a whole policy. */
final class PolicyRules {
  private PolicyRules() {}

  static void maxDelegationDepth(Given given, Draft.Parts parts) {
    given
        .count()
        .ifPresent(
            times -> {
              if (times > Delegation.DEPTH_MAX) {
                given.wrong("at most " + Delegation.DEPTH_MAX);
              } else {
                given.draft().delegationDepth(times);
              }
            });
  }

  static void attenuationRequired(Given given, Draft.Parts parts) {
    if (given.flag()) {
      given.draft().attenuate();
    }
  }

  static void circuitBreaker(Given given) {
    SortedMap<String, Value> members =
        members(given, Set.of("maxViolations", "window", "suspendDuration"));
    if (members.size() != 3) {
      given.wrong("`maxViolations`, `window` and `suspendDuration`");
      return;
    }
    var denials = member(given, members, "maxViolations").count();
    var within = TimeConstraints.length(member(given, members, "window"));
    var suspends = TimeConstraints.length(member(given, members, "suspendDuration"));
    if (denials.isPresent() && within.isPresent() && suspends.isPresent()) {
      given
          .draft()
          .rule(
              new Declaration.Breaker(
                  List.of(), Count.of(denials.get()), within.get(), suspends.get(), Span.NONE));
    }
  }

  /** Everything is recorded always; {@code logAll: true} is the only legal value. */
  static void audit(Given given) {
    SortedMap<String, Value> members = members(given, Set.of("logAll", "retainDays"));
    if (members.containsKey("logAll") && !members.get("logAll").equals(Value.Bool.TRUE)) {
      member(given, members, "logAll").wrong("`true`: every decision is recorded");
    }
    if (members.containsKey("retainDays")) {
      Given days = member(given, members, "retainDays");
      days.count()
          .ifPresent(
              count -> {
                if (count > Length.MAX.toDays()) {
                  days.wrong("at most " + Length.MAX.toDays() + " days");
                } else {
                  Length retain = Length.of(count, Length.Unit.DAYS);
                  given.draft().rule(new Declaration.Audit(List.of(), retain, null, Span.NONE));
                }
              });
    }
  }

  private static SortedMap<String, Value> members(Given given, Set<String> known) {
    if (!(given.value() instanceof Value.Struct struct)) {
      given.wrong("an object");
      return Value.Struct.EMPTY.members();
    }
    Keys.refuseUnknown(struct, known, given.pointer(), given.draft().findings);
    return struct.members();
  }

  private static Given member(Given given, SortedMap<String, Value> members, String name) {
    Value value = members.getOrDefault(name, Value.Struct.EMPTY);
    return new Given(name, value, given.pointer() + "/" + name, given.draft());
  }
}
