package dev.actp.runtime.state;

import dev.actp.runtime.decision.ApprovalKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.registry.Approval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The approvals that are neither used nor past their time. */
final class Approvals {

  private final Map<ApprovalKey, Approval> byKey = new LinkedHashMap<>();
  private final Map<String, Approval> byId = new HashMap<>();
  private final Map<String, Integer> pendingByAgent = new HashMap<>();
  private final Map<String, Integer> pendingByGroup = new HashMap<>();

  /** When the first of all ends by itself, or later. */
  private Instant nextEnd = Instant.MAX;

  Reading reading(ApprovalKey key, Instant now) {
    Approval approval = live(byKey.get(key), now);
    if (approval == null) {
      return Reading.Approval.NONE;
    }
    Reading.Approval.State state =
        switch (approval.state()) {
          case PENDING -> Reading.Approval.State.PENDING;
          case GIVEN -> Reading.Approval.State.GIVEN;
          case REJECTED -> Reading.Approval.State.REJECTED;
          case USED, CANCELLED, EXPIRED -> Reading.Approval.State.NONE;
        };
    return state == Reading.Approval.State.NONE
        ? Reading.Approval.NONE
        : new Reading.Approval(state, approval.id());
  }

  private static @Nullable Approval live(@Nullable Approval approval, Instant now) {
    return approval == null || approval.over(now) ? null : approval;
  }

  Optional<Approval> find(ApprovalKey key, Instant now) {
    return Optional.ofNullable(live(byKey.get(key), now));
  }

  Optional<Approval> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  int pendingOfAgent(String agent, Instant now) {
    forgetEnded(now);
    return pendingByAgent.getOrDefault(agent, 0);
  }

  int pendingOfGroup(String group, Instant now) {
    forgetEnded(now);
    return pendingByGroup.getOrDefault(group, 0);
  }

  /** The pending ones, newest first. */
  List<Approval> pending(Instant now) {
    List<Approval> pending = new ArrayList<>();
    for (Approval approval : byKey.values()) {
      if (approval.state() == Approval.State.PENDING && !approval.over(now)) {
        pending.add(approval);
      }
    }
    pending.sort(Comparator.comparing(Approval::asked));
    return pending.reversed();
  }

  /** Takes in an approval as it now is. */
  void put(Approval approval) {
    forget(byKey.get(approval.key()));
    forget(byId.get(approval.id()));
    boolean done =
        switch (approval.state()) {
          case USED, CANCELLED, EXPIRED -> true;
          case PENDING, GIVEN, REJECTED -> false;
        };
    if (done) {
      return;
    }
    byKey.put(approval.key(), approval);
    byId.put(approval.id(), approval);
    count(approval, 1);
    if (approval.expires().isBefore(nextEnd)) {
      nextEnd = approval.expires();
    }
  }

  /** Takes a person's word. */
  Vote vote(String id, Approval.Vote vote) {
    Approval approval = byId.get(id);
    if (approval == null) {
      return Vote.Unknown.UNKNOWN;
    }
    if (approval.votes().stream().anyMatch(one -> one.person().equals(vote.person()))) {
      return new Vote.SpokenBefore(approval);
    }
    if (approval.state() != Approval.State.PENDING || approval.over(vote.at())) {
      return new Vote.TooLate(approval);
    }
    Approval moved = counted(approval, vote);
    put(moved);
    return new Vote.Counted(moved);
  }

  private static Approval counted(Approval approval, Approval.Vote vote) {
    List<Approval.Vote> votes = new ArrayList<>(approval.votes());
    votes.add(vote);
    if (!vote.yes()) {
      return approval.moved(Approval.State.REJECTED, approval.expires(), votes);
    }
    return votes.size() < approval.quorum()
        ? approval.moved(Approval.State.PENDING, approval.expires(), votes)
        : approval.moved(Approval.State.GIVEN, Settling.until(vote.at(), approval.lasts()), votes);
  }

  private void forget(@Nullable Approval approval) {
    if (approval != null && byId.remove(approval.id()) != null) {
      byKey.remove(approval.key());
      count(approval, -1);
    }
  }

  private void count(Approval approval, int change) {
    if (approval.state() == Approval.State.PENDING) {
      pendingByAgent.merge(approval.agent(), change, Approvals::sumOrGone);
      pendingByGroup.merge(approval.group(), change, Approvals::sumOrGone);
    }
  }

  private static @Nullable Integer sumOrGone(Integer before, Integer change) {
    int sum = before + change;
    return sum == 0 ? null : sum;
  }

  private void forgetEnded(Instant now) {
    if (now.isBefore(nextEnd)) {
      return;
    }
    byId.values().stream().filter(approval -> approval.over(now)).toList().forEach(this::forget);
    nextEnd =
        byId.values().stream()
            .map(Approval::expires)
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
  }
}
