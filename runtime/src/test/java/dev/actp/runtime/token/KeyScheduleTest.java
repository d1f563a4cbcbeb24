package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.token.KeySchedule.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {
  private static final Duration OVERLAP = Duration.ofDays(366);
  private static final Instant START = Mint.NOW;

  private final KeySchedule schedule = KeySchedule.of(Duration.ofDays(90), OVERLAP);
  private final TokenKey active = TokenKey.generate(Purpose.CAPABILITY, KeyState.ACTIVE, START);
  private final TokenKey next = TokenKey.generate(Purpose.CAPABILITY, KeyState.PENDING, days(89));

  @Test
  void aSuccessorIsPublishedADayBeforeItSigns() {
    assertThat(due(ring(active), days(89).minusSeconds(1))).isEmpty();
    assertThat(due(ring(active), days(89))).containsExactly(new Step.Publish());
    assertThat(due(ring(active, next), days(90).minusSeconds(1))).isEmpty();
    assertThat(due(ring(active, next), days(90))).containsExactly(new Step.Activate(next));
  }

  @Test
  void whoWasAwayForLongStillPublishesFirst() {
    assertThat(due(ring(active), days(400))).containsExactly(new Step.Publish());
    TokenKey late = TokenKey.generate(Purpose.CAPABILITY, KeyState.PENDING, days(400));

    assertThat(due(ring(active, late), days(401).minusSeconds(1))).isEmpty();
    assertThat(due(ring(active, late), days(401))).containsExactly(new Step.Activate(late));
  }

  @Test
  void aKeyVerifiesUntilTheLastTokenOfItHasEnded() {
    KeyRing ring = ring(active, next).rotated(next, days(90));
    TokenKey before = ring.find(active.id(), Purpose.CAPABILITY).orElseThrow();

    assertThat(due(ring, days(90).plus(OVERLAP).minusSeconds(1)))
        .doesNotContain(new Step.Retire(before));
    assertThat(due(ring, days(90).plus(OVERLAP))).contains(new Step.Retire(before));
  }

  @Test
  void withoutAPeriodNothingBeginsAndWhatSignedStillRetires() {
    KeySchedule byHand = KeySchedule.of(null, OVERLAP);
    KeyRing ring = ring(active, next).rotated(next, days(1));

    assertThat(byHand.due(ring(active), days(3_000))).isEmpty();
    assertThat(byHand.due(ring, days(1).plus(OVERLAP)))
        .containsExactly(new Step.Retire(ring.find(active.id(), Purpose.CAPABILITY).orElseThrow()));
  }

  @Test
  void whereNoKeySignsTheNextOneDoesAtOnce() {
    TokenKey lost = active.withState(KeyState.COMPROMISED, START);

    assertThat(due(ring(lost), START)).containsExactly(new Step.Publish());
    assertThat(due(ring(lost, next), START)).containsExactly(new Step.Activate(next));
  }

  @Test
  void aClockThatGoesBackMovesNothing() {
    KeyRing ring = ring(active, next).rotated(next, days(90));

    assertThat(due(ring, START.minusSeconds(1_000_000))).isEmpty();
  }

  @Test
  void aShortPeriodHasAShortLead() {
    assertThat(KeySchedule.of(Duration.ofDays(1), OVERLAP).lead()).isEqualTo(Duration.ofHours(6));
  }

  private List<Step> due(KeyRing ring, Instant now) {
    return schedule.due(ring, now);
  }

  private static Instant days(int days) {
    return START.plus(Duration.ofDays(days));
  }

  private static KeyRing ring(TokenKey... keys) {
    return KeyRing.of("acme", Mint.ISSUER, Mint.AUDIENCE, List.of(keys));
  }
}
