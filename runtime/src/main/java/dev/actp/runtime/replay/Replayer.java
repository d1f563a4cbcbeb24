package dev.actp.runtime.replay;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.registry.PolicyVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides recorded decisions again, from nothing but their records and the policies that were in
 * force, by the reference: it shares no code with the engine that decided first. For one thread.
 */
public final class Replayer {
  private final PolicyArchive archive;
  private final ReferenceDecider decider = new ReferenceDecider();

  /**
   * A replayer for the decisions of one tenant.
   *
   * @param versions all versions of its policies
   * @param loader compiles one of them from its sources
   */
  public Replayer(List<PolicyVersion> versions, Function<PolicyVersion, CompiledPolicy> loader) {
    archive = new PolicyArchive(versions, loader);
  }

  /** Decides once more. */
  public Replayed replay(RecordedDecision recorded) {
    if (recorded.version() < RecordedDecision.COMPLETE) {
      return Replayed.Skipped.OLDER;
    }
    if (!recorded.doubts().isEmpty()) {
      return new Replayed.Different(recorded.doubts());
    }
    if (recorded.byService()) {
      return recorded.decision().outcome() == Outcome.DENY
          ? Replayed.Skipped.BY_SERVICE
          : new Replayed.Different(List.of("the service itself does nothing but deny"));
    }
    PolicyArchive.Found found = archive.of(recorded);
    if (!found.missing().isEmpty()) {
      return new Replayed.Different(found.missing());
    }
    return recorded.erased() ? standing(recorded, found) : whole(recorded, found);
  }

  private Replayed whole(RecordedDecision recorded, PolicyArchive.Found found) {
    Decision again =
        decider.decide(found.policies(), recorded.request(), recorded.token(), recorded.facts());
    List<String> what = differences(recorded, again);
    return what.isEmpty() ? Replayed.Same.SAME : new Replayed.Different(what);
  }

  /** Whether a token may be used at all is told by what is never erased. */
  private static Replayed standing(RecordedDecision recorded, PolicyArchive.Found found) {
    Optional<Reason> defect =
        ReferenceDecider.defect(
            found.policies(), recorded.request(), recorded.token(), recorded.facts());
    boolean early = recorded.decision().reasons().stream().anyMatch(Replayer::early);
    if (defect.isEmpty()) {
      return early
          ? new Replayed.Different(List.of("nothing keeps the token from being used"))
          : Replayed.Skipped.ERASED;
    }
    List<String> what = new ArrayList<>();
    differ("outcome", recorded.decision().outcome(), Outcome.DENY, what);
    differ("reasons", texts(recorded.decision().reasons()), texts(List.of(defect.get())), what);
    return what.isEmpty()
        ? Replayed.SameThoughErased.SAME_THOUGH_ERASED
        : new Replayed.Different(what);
  }

  /** Whether a reason is one of step 1, which no rule gives. */
  private static boolean early(Reason reason) {
    return reason.code().stage() == Reason.Stage.STANDING;
  }

  private static List<String> differences(RecordedDecision recorded, Decision again) {
    Decision was = recorded.decision();
    List<String> what = new ArrayList<>();
    differ("outcome", was.outcome(), again.outcome(), what);
    differ("capability", was.exercised(), again.exercised(), what);
    differ("reasons", texts(was.reasons()), texts(again.reasons()), what);
    differ("obligations", was.obligations(), again.obligations(), what);
    differ("monitored", monitored(was), monitored(again), what);
    if (recorded.charges() != null) {
      differ("charges", Set.copyOf(recorded.charges()), charges(again), what);
    }
    return what;
  }

  private static List<Object> monitored(Decision decision) {
    Decision.Monitored monitored = decision.monitored();
    return monitored == null ? List.of() : List.of(monitored.outcome(), texts(monitored.reasons()));
  }

  private static Set<Effect> charges(Decision decision) {
    Set<Effect> charges = new HashSet<>(decision.effects());
    charges.removeIf(effect -> !(effect instanceof Effect.Consume));
    return charges;
  }

  /** Reasons as a record holds them: the place of the clause is no part of it. */
  private static List<String> texts(List<Reason> reasons) {
    return reasons.stream()
        .map(
            one ->
                String.join(
                    " | ",
                    one.code().name(),
                    one.policy(),
                    one.capability(),
                    one.clause().text(),
                    one.message() == null ? "" : one.message()))
        .toList();
  }

  private static void differ(
      String name, @Nullable Object recorded, @Nullable Object again, List<String> what) {
    if (!Objects.equals(recorded, again)) {
      what.add(name + ": recorded " + recorded + ", decided again " + again);
    }
  }
}
