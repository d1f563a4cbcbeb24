package dev.actp.compiler.diff;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares two versions of policies by what they mean. Policies are one another's versions if they
 * have the same kind and name.
 *
 * <p>Witnesses are found by trying what the policies themselves compare with: bounds and what lies
 * beside them, elements of lists, texts that patterns match, edges of windows, as many uses as a
 * limit allows and one more. For each action concerned each version decides some 2,000 requests at
 * each of three stages at most; what is not shown then is said not to be.
 */
public final class PolicyDiff {
  private final RuleCompiler rules = new RuleCompiler();
  private final List<Policy> before;
  private final List<Policy> after;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> renamed = new ArrayList<>();

  private PolicyDiff(List<Policy> before, List<Policy> after) {
    this.before = before;
    this.after = after;
  }

  /** What changed; no two policies of one version may have the same name. */
  public static Difference between(List<Policy> before, List<Policy> after) {
    return new PolicyDiff(before, after).compare();
  }

  private record Versions(@Nullable Policy before, @Nullable Policy after) {
    Policy any() {
      return after == null ? Objects.requireNonNull(before) : after;
    }

    List<Policy> both() {
      return Stream.of(before, after).filter(Objects::nonNull).map(Policy.class::cast).toList();
    }
  }

  private Difference compare() {
    versions().values().forEach(this::compare);
    return new Difference(changes, renamed);
  }

  private Map<String, Versions> versions() {
    TreeMap<String, Versions> all = new TreeMap<>();
    before.forEach(policy -> all.put(key(policy), new Versions(policy, null)));
    after.forEach(
        policy ->
            all.merge(
                key(policy),
                new Versions(null, policy),
                (old, now) -> new Versions(old.before(), now.after())));
    return all;
  }

  private static String key(Policy policy) {
    return policy.kind() + "\n" + policy.name();
  }

  private void compare(Versions versions) {
    Policy old = versions.before();
    Policy now = versions.after();
    if (old != null && now != null && !old.version().equals(now.version())) {
      renamed.add(now.name() + " " + old.version() + " -> " + now.version());
    }
    List<Pairing.Pair> pairs = Pairing.of(Parts.of(old), Parts.of(now));
    boolean revoked = now == null && versions.any().kind() == Policy.Kind.POLICY;
    List<Pending> pending =
        told(pairs, versions).stream()
            .map(pair -> new Pending(versions.any().name(), pair, revoked))
            .toList();
    if (!pending.isEmpty()) {
      search(versions, pending);
      pending.forEach(each -> changes.add(each.change(renamedLimits(each.part(), versions))));
    }
  }

  /** Without what says nothing of its own beside what is new or gone as a whole. */
  private static List<Pairing.Pair> told(List<Pairing.Pair> pairs, Versions versions) {
    Set<String> whole =
        pairs.stream()
            .filter(PolicyDiff::isCapability)
            .filter(pair -> pair.before() == null || pair.after() == null)
            .map(pair -> pair.any().owner())
            .collect(Collectors.toSet());
    boolean both = versions.before() != null && versions.after() != null;
    return pairs.stream()
        .filter(
            pair -> {
              if (both) {
                return !pair.any().topic().startsWith("clause ")
                    || !whole.contains(pair.any().owner());
              }
              return whole.isEmpty()
                  ? pair.any().standing() == Part.Standing.RESTRICTS
                  : isCapability(pair);
            })
        .toList();
  }

  private static boolean isCapability(Pairing.Pair pair) {
    return pair.any().topic().equals("capability");
  }

  private void search(Versions versions, List<Pending> pending) {
    Set<String> owners = new TreeSet<>();
    pending.forEach(each -> owners.add(each.part().owner()));
    Set<String> concerned = owners.contains("") ? Set.of() : owners;
    if (versions.any().kind() == Policy.Kind.POLICY) {
      search(versions, pending, concerned);
    } else {
      versions().values().stream()
          .filter(each -> each.any().kind() == Policy.Kind.POLICY)
          .forEach(each -> search(each, pending, Set.of()));
    }
  }

  private void search(Versions granting, List<Pending> pending, Set<String> concerned) {
    Hunt hunt = new Hunt(duel(granting.before(), before), duel(granting.after(), after), pending);
    List<Policy> guardrails =
        Stream.concat(before.stream(), after.stream()).filter(PolicyDiff::isGuardrail).toList();
    new Search(hunt, granting.both(), guardrails).run(concerned);
  }

  private Duel duel(@Nullable Policy granted, List<Policy> version) {
    List<CompiledPolicy> grants = granted == null ? List.of() : List.of(rules.compile(granted));
    List<CompiledPolicy> guardrails =
        version.stream().filter(PolicyDiff::isGuardrail).map(rules::compile).toList();
    return new Duel(new PolicyDecider(), grants, guardrails);
  }

  private static boolean isGuardrail(Policy policy) {
    return policy.kind() == Policy.Kind.GUARDRAIL;
  }

  /** The limits of a capability that has another name now: its name is part of every counter. */
  private static List<Source> renamedLimits(Part part, Versions versions) {
    Policy old = versions.before();
    Policy now = versions.after();
    if (!part.topic().equals("capability") || old == null || now == null) {
      return List.of();
    }
    return now.capabilities().stream()
        .filter(capability -> capability.name().equals(part.owner()))
        .filter(capability -> renamed(capability, old, now))
        .flatMap(capability -> capability.clauses().stream())
        .filter(clause -> !clause.charges().isEmpty())
        .map(clause -> clause.source())
        .toList();
  }

  private static boolean renamed(Capability capability, Policy old, Policy now) {
    Set<String> kept =
        now.capabilities().stream().map(Capability::name).collect(Collectors.toSet());
    Set<String> known =
        old.capabilities().stream().map(Capability::name).collect(Collectors.toSet());
    return !known.contains(capability.name())
        && old.capabilities().stream()
            .filter(each -> !kept.contains(each.name()))
            .anyMatch(each -> each.actions().stream().anyMatch(capability.actions()::contains));
  }
}
