package dev.actp.compiler.suggest;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.evidence.Evidence;
import dev.actp.runtime.evidence.Use;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.value.Coercion;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The recorded uses of some policies, decided again. */
final class Uses {
  /** How many records are named where something is wrong with them. */
  private static final int MOST_NAMED = 10;

  private final UnaryOperator<String> names;
  private final List<Played> played;
  private final long elsewhere;

  private Uses(UnaryOperator<String> names, List<Played> played, long elsewhere) {
    this.names = names;
    this.played = Collections.unmodifiableList(played);
    this.elsewhere = elsewhere;
  }

  static Uses of(List<Policy> policies, Evidence evidence) {
    Map<String, Policy> byName = new HashMap<>();
    Map<String, String> ids = new HashMap<>(evidence.names());
    for (Policy policy : policies) {
      byName.put(policy.name(), policy);
    }
    Map<String, String> digests =
        policies.stream().collect(Collectors.toMap(PolicyDigest::of, Policy::name, (a, b) -> a));
    for (Use use : evidence.uses()) {
      use.record()
          .policies()
          .forEach(
              (id, digest) -> {
                String name = digests.get(digest);
                if (name != null) {
                  ids.putIfAbsent(id, name);
                }
              });
    }
    UnaryOperator<String> names = id -> ids.getOrDefault(id, id);
    Replays replays = new Replays(policies, names);
    List<Played> played = new ArrayList<>();
    for (Use use : evidence.uses()) {
      play(use, byName, names, replays).ifPresent(played::add);
    }
    return new Uses(names, played, evidence.uses().size() - (long) played.size());
  }

  /** Nothing for a use of another policy, or of a capability that is not there any more. */
  private static Optional<Played> play(
      Use use, Map<String, Policy> byName, UnaryOperator<String> names, Replays replays) {
    Optional<Replays.Allowed> again =
        replays
            .decide(use)
            .filter(
                allowed ->
                    !isNarrowed(use)
                        || Objects.equals(
                            allowed.exercised(), use.record().decision().exercised()));
    Decision.Exercised exercised =
        again.map(Replays.Allowed::exercised).orElse(use.record().decision().exercised());
    Policy policy = exercised == null ? null : byName.get(names.apply(exercised.policy()));
    if (exercised == null
        || policy == null
        || policy.capabilities().stream().noneMatch(c -> c.name().equals(exercised.capability()))) {
      return Optional.empty();
    }
    return Optional.of(
        new Played(
            use,
            policy.name(),
            exercised.capability(),
            again.orElse(null),
            attributes(use, policy),
            use.record().token().values().members()));
  }

  /** What a token leaves out of a capability may have been another one's use. */
  private static boolean isNarrowed(Use use) {
    return use.record().token().links().stream().anyMatch(link -> !link.narrowings().isEmpty());
  }

  /** What is known of the attributes, each under its declared type. */
  private static SortedMap<String, Value> attributes(Use use, Policy policy) {
    SortedMap<String, Value> typed = new TreeMap<>(use.record().request().attributes().members());
    ActionDeclaration declaration = policy.actions().get(use.record().request().action());
    if (declaration != null) {
      for (Map.Entry<String, Type.Member> member : declaration.parameters().entrySet()) {
        typed.computeIfPresent(
            member.getKey(),
            (name, value) ->
                Coercion.coerce(value, member.getValue().type(), name) instanceof Value known
                    ? known
                    : value);
      }
    }
    return typed;
  }

  /** The oldest first. */
  List<Played> played() {
    return played;
  }

  /**
   * The records of uses that are allowed now and would not be, or by another capability, or bound
   * to something else; at most {@value #MOST_NAMED}.
   */
  List<Long> otherwiseUnder(List<Policy> policies) {
    Replays replays = new Replays(policies, names);
    return played.stream()
        .filter(use -> isOtherwise(use, replays))
        .map(use -> use.use().record().index())
        .limit(MOST_NAMED)
        .toList();
  }

  private static boolean isOtherwise(Played use, Replays replays) {
    Replays.Allowed again = use.again();
    return again != null && replays.decide(use.use()).filter(again::isLike).isEmpty();
  }

  Suggestion.Basis basis(Evidence evidence) {
    long decided = played.stream().filter(use -> use.again() != null).count();
    return new Suggestion.Basis(played.size(), decided, elsewhere, evidence.monitored());
  }
}
