package dev.actp.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UsedProofTest {
  private final World world = new World();

  @Test
  void aProofIsUsedOnceWhateverIsRestarted() {
    assertThat(world.state.proved("p1")).isFalse();
    assertThat(world.state.prove("p1", world.now)).isTrue();
    assertThat(world.state.proved("p1")).isTrue();

    world.restart(
        List.of(), List.of(Objects.requireNonNull(world.state.takeJournal(), "a journal")));
    assertThat(world.state.proved("p1")).isTrue();
    world.restart(world.state.takeChanged(), List.of());
    assertThat(world.state.proved("p1")).isTrue();
    assertThat(world.state.proved("p2")).isFalse();
  }

  @Test
  void moreThanCanBeRememberedAreNotTakenUntilTheFirstAreOver() {
    World small = new World(bounded(2));
    assertThat(small.state.prove("p1", small.now)).isTrue();
    small.advance(Duration.ofSeconds(1));
    assertThat(small.state.prove("p2", small.now)).isTrue();

    assertThat(small.state.prove("p3", small.now)).isFalse();
    assertThat(small.state.proved("p3")).isFalse();
    small.advance(State.PROOF_LIFE.plus(State.PROOF_AHEAD).minusSeconds(2));
    assertThat(small.state.prove("p3", small.now)).isFalse();
    small.advance(Duration.ofSeconds(1));
    assertThat(small.state.prove("p3", small.now)).isTrue();
    assertThat(small.state.proved("p1")).isFalse();
    assertThat(small.state.proved("p2")).isTrue();
  }

  @Test
  void aCheckpointLosesWhatIsOver() {
    Map<List<Byte>, VolatileRow> rows = new LinkedHashMap<>();
    world.state.prove("p1", world.now);
    keep(rows);
    world.advance(Duration.ofMinutes(1));
    world.state.prove("p2", world.now);
    keep(rows);

    world.restart(new ArrayList<>(rows.values()), List.of());

    assertThat(world.state.proved("p1")).isFalse();
    assertThat(world.state.proved("p2")).isTrue();
  }

  private void keep(Map<List<Byte>, VolatileRow> rows) {
    for (VolatileRow row : world.state.takeChanged()) {
      List<Byte> name = new ArrayList<>();
      for (byte each : row.name()) {
        name.add(each);
      }
      rows.put(name, row);
    }
  }

  private static Bounds bounded(int proofs) {
    Bounds usual = Bounds.DEFAULT;
    return new Bounds(
        usual.counters(),
        usual.exactUses(),
        usual.sessions(),
        usual.usesPerAction(),
        usual.usesInAll(),
        proofs,
        usual.approvalsPerAgent(),
        usual.approvalsPerGroup());
  }
}
