package dev.actp.compiler.testing;

import dev.actp.runtime.function.Glob;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Policy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names that tests may use: what the policies under test declare, grant, forbid and ask.
 *
 * @param handingGroups groups that tokens ask which tests hand on
 */
record PolicyNames(List<Policy> policies, Set<String> handingGroups) {
  PolicyNames {
    policies = List.copyOf(policies);
    handingGroups = Set.copyOf(handingGroups);
  }

  /** Actions that are declared, granted, or named by a prohibition. */
  Set<String> actions() {
    Set<String> names = new TreeSet<>();
    for (Policy policy : policies) {
      names.addAll(policy.actions().keySet());
      policy.capabilities().forEach(capability -> names.addAll(capability.actions()));
      policy.forbids().forEach(forbid -> named(forbid.actions()).ifPresent(names::add));
    }
    return names;
  }

  private static Optional<String> named(ActionMatch match) {
    return match instanceof ActionMatch.Named named
        ? Optional.of(named.action())
        : Optional.empty();
  }

  /** Whether an action is one of {@link #actions()}, or a prohibition by pattern speaks of it. */
  boolean knowsAction(String action) {
    return actions().contains(action)
        || policies.stream()
            .flatMap(policy -> policy.forbids().stream())
            .map(Forbid::actions)
            .anyMatch(match -> match instanceof ActionMatch.Matching glob && matches(glob, action));
  }

  private static boolean matches(ActionMatch.Matching matching, String action) {
    return Glob.of(matching.glob()).matches(action);
  }

  /** The declarations of an action, one a policy at most. */
  List<ActionDeclaration> declarations(String action) {
    return policies.stream()
        .map(policy -> policy.actions().get(action))
        .filter(Objects::nonNull)
        .toList();
  }

  Set<String> sessionValues() {
    Set<String> names = new TreeSet<>();
    policies.forEach(policy -> names.addAll(policy.session().keySet()));
    return names;
  }

  /** Declared values of the agent registry, and what every agent has. */
  Set<String> agentValues() {
    Set<String> names = new TreeSet<>(Set.of("id", "name"));
    policies.forEach(policy -> names.addAll(policy.agent().keySet()));
    return names;
  }

  /** Groups that some clause asks. */
  Set<String> groups() {
    Set<String> names = new TreeSet<>(handingGroups);
    asks().forEach(ask -> names.add(ask.group()));
    return names;
  }

  private Stream<Ask> asks() {
    return policies.stream()
        .flatMap(
            policy ->
                Stream.concat(
                    policy.capabilities().stream()
                        .flatMap(capability -> capability.clauses().stream())
                        .flatMap(clause -> Stream.ofNullable(clause.ask())),
                    policy.approvals().stream().map(approval -> approval.ask())));
  }

  /** The capabilities of a name, or those that grant an action of that name. */
  Set<String> capabilities(String name) {
    Set<String> found = new TreeSet<>();
    everyCapability()
        .filter(each -> each.name().equals(name) || each.actions().contains(name))
        .forEach(each -> found.add(each.name()));
    return found;
  }

  Set<String> capabilityNames() {
    Set<String> names = new TreeSet<>();
    everyCapability().forEach(each -> names.add(each.name()));
    return names;
  }

  private Stream<Capability> everyCapability() {
    return policies.stream().flatMap(policy -> policy.capabilities().stream());
  }
}
