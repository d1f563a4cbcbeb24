package dev.actp.runtime.replay;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.registry.PolicyVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a tenant as they ever were in force, compiled again from the sources that are
 * kept. For one thread.
 */
final class PolicyArchive {
  /** How many are kept compiled. */
  private static final int MOST = 256;

  private final List<PolicyVersion> versions;
  private final Function<PolicyVersion, CompiledPolicy> loader;
  private final Map<Name, CompiledPolicy> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, CompiledPolicy> eldest) {
          return size() > MOST;
        }
      };

  private record Name(String id, int number) {}

  PolicyArchive(List<PolicyVersion> versions, Function<PolicyVersion, CompiledPolicy> loader) {
    this.versions =
        versions.stream()
            .sorted(Comparator.comparing(PolicyVersion::id).thenComparingInt(PolicyVersion::number))
            .toList();
    this.loader = loader;
  }

  /** What was in force of a decision: with what is missing of it. */
  record Found(CompiledPolicies policies, List<String> missing) {}

  Found of(RecordedDecision decision) {
    List<String> missing = new ArrayList<>();
    Map<String, CompiledPolicy> byId = new HashMap<>();
    decision
        .policies()
        .forEach(
            (id, digest) -> {
              if (!digest.isEmpty()) {
                version(decision, id, null, digest)
                    .map(version -> load(version, missing))
                    .ifPresentOrElse(
                        policy -> byId.put(id, policy), () -> missing.add(lost(id, digest)));
              }
            });
    List<PolicyVersion> guardrails = new ArrayList<>();
    decision
        .guardrails()
        .forEach(
            (name, digest) ->
                version(decision, null, name, digest)
                    .ifPresentOrElse(guardrails::add, () -> missing.add(lost(name, digest))));
    guardrails.sort(Comparator.comparing(PolicyVersion::id));
    return new Found(
        new CompiledPolicies(
            byId, guardrails.stream().map(version -> load(version, missing)).toList()),
        missing);
  }

  /** The name of a policy that had an id. */
  Optional<String> name(String id) {
    return versions.stream()
        .filter(version -> version.id().equals(id))
        .map(PolicyVersion::name)
        .reduce((earlier, later) -> later);
  }

  /**
   * The latest of a digest that was activated by then. Versions of one digest may still give the
   * narrowing of a token another meaning, so which of them it was is not left to the clock.
   */
  private Optional<PolicyVersion> version(
      RecordedDecision decision, @Nullable String id, @Nullable String name, String digest) {
    return versions.stream()
        .filter(version -> version.digest().equals(digest))
        .filter(version -> id == null || version.id().equals(id))
        .filter(version -> name == null || version.name().equals(name))
        .filter(version -> activated(version, decision))
        .max(
            Comparator.comparing(PolicyVersion::activated)
                .thenComparingLong(PolicyVersion::record)
                .thenComparingInt(PolicyVersion::number));
  }

  private static boolean activated(PolicyVersion version, RecordedDecision decision) {
    return version.record() == PolicyVersion.UNKNOWN
        ? !version.activated().isAfter(decision.at())
        : version.record() < decision.index();
  }

  private CompiledPolicy load(PolicyVersion version, List<String> missing) {
    CompiledPolicy policy =
        compiled.computeIfAbsent(
            new Name(version.id(), version.number()), absent -> loader.apply(version));
    if (!policy.digest().equals(version.digest())) {
      missing.add("the policy `" + version.name() + "` now compiles to another meaning");
    }
    return policy;
  }

  private static String lost(String name, String digest) {
    return "no version of the policy `" + name + "` is kept with the digest " + digest;
  }
}
