package dev.actp.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.ApprovalKey;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reading.Approval.State;
import dev.actp.runtime.decision.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApprovalTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final World world = new World();
  private final ApprovalKey key = key("d1");

  private static ApprovalKey key(String digest) {
    return new ApprovalKey(digest, "policy", "capability", "approval by \"finance\"");
  }

  private Settlement ask(World in, ApprovalKey what, int quorum, String group) {
    return in.settle(new Effect.OpenApproval(what, quorum, group, HOUR));
  }

  private State state() {
    return world.approval(key).state();
  }

  private Vote vote(String person, boolean yes) {
    return world.state.vote(world.state.pending(world.now).get(0).id(), person, yes, "", world.now);
  }

  @Test
  void isGivenByAYesUsedOnceAndAskedForAgain() {
    ask(world, key, 1, "finance");
    assertThat(state()).isEqualTo(State.PENDING);
    assertThat(vote("dana", true)).isInstanceOf(Vote.Counted.class);
    assertThat(state()).isEqualTo(State.GIVEN);
    assertThat(world.settle(new Effect.UseApproval(world.approval(key).id())).refused()).isNull();
    assertThat(world.approval(key)).isEqualTo(Reading.Approval.NONE);
  }

  @Test
  void aUsedOneIsNotUsedAgain() {
    ask(world, key, 1, "finance");
    vote("dana", true);
    String id = world.approval(key).id();
    world.settle(new Effect.UseApproval(id));
    assertThat(world.settle(new Effect.UseApproval(id)).refused())
        .isEqualTo(Reason.Code.APPROVAL_NEEDED);
  }

  @Test
  void aQuorumIsOfDistinctPeople() {
    ask(world, key, 2, "finance");
    vote("dana", true);
    assertThat(vote("dana", true)).isInstanceOf(Vote.SpokenBefore.class);
    assertThat(state()).isEqualTo(State.PENDING);
    vote("eli", true);
    assertThat(state()).isEqualTo(State.GIVEN);
  }

  @Test
  void aRejectionDeniesUntilTheAskExpires() {
    ask(world, key, 2, "finance");
    String id = world.approval(key).id();
    vote("dana", true);
    vote("eli", false);
    assertThat(state()).isEqualTo(State.REJECTED);
    assertThat(world.state.vote(id, "fay", true, "", world.now)).isInstanceOf(Vote.TooLate.class);
    world.advance(HOUR.minusNanos(1000));
    assertThat(state()).isEqualTo(State.REJECTED);
    world.advance(Duration.ofNanos(1000));
    assertThat(state()).isEqualTo(State.NONE);
  }

  @Test
  void aYesIsGoodForAsLongAsTheAskWas() {
    ask(world, key, 1, "finance");
    world.advance(HOUR.minusSeconds(1));
    vote("dana", true);
    world.advance(HOUR.minusNanos(1000));
    assertThat(state()).isEqualTo(State.GIVEN);
    world.advance(Duration.ofNanos(1000));
    assertThat(state()).isEqualTo(State.NONE);
  }

  @Test
  void aYesAfterTheAskExpiredIsTooLate() {
    ask(world, key, 1, "finance");
    String id = world.approval(key).id();
    world.advance(HOUR);
    assertThat(world.state.vote(id, "dana", true, "", world.now)).isInstanceOf(Vote.TooLate.class);
  }

  @Test
  void equalRequestsShareOne() {
    Settlement first = ask(world, key, 1, "finance");
    Settlement second = ask(world, key, 1, "finance");
    assertThat(second.asked()).isEqualTo(first.asked());
    assertThat(second.changed()).isEmpty();
    assertThat(world.state.pending(world.now)).hasSize(1);
  }

  @Test
  void anAgentHasOnlySoManyPending() {
    World small = new World(new Bounds(9, 9, 9, 9, 9, 9, 2, 200));
    ask(small, key("d1"), 1, "a");
    ask(small, key("d2"), 1, "b");
    assertThat(ask(small, key("d3"), 1, "c").refused()).isEqualTo(Reason.Code.APPROVALS_FULL);
    assertThat(ask(small, key("d2"), 1, "b").refused()).isNull();
    small.advance(HOUR);
    assertThat(ask(small, key("d3"), 1, "c").refused()).isNull();
  }

  @Test
  void aGroupHasOnlySoManyPending() {
    World small = new World(new Bounds(9, 9, 9, 9, 9, 9, 20, 2));
    ask(small, key("d1"), 1, "finance");
    ask(small, key("d2"), 1, "finance");
    assertThat(ask(small, key("d3"), 1, "finance").refused()).isEqualTo(Reason.Code.APPROVALS_FULL);
    assertThat(ask(small, key("d3"), 1, "legal").refused()).isNull();
  }
}
