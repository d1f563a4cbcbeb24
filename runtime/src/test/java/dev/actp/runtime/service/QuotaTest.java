package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Entry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which refusals are recorded by themselves, at the bounds. */
class QuotaTest {
  private static final Instant START = Office.START;
  private static final Instant END = START.plusSeconds(60);
  private static final List<String> REASONS = List.of("limit_reached");

  private final Quota quota = new Quota(2);

  private boolean admits(String agent, Instant at) {
    return quota.admits(Quota.Who.agent(agent), REASONS, at);
  }

  private int admitted(String name, int callers, Instant at) {
    int admitted = 0;
    for (int i = 0; i < callers; i++) {
      admitted += admits(name + i, at) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void aMinuteBeginsWithItsFirstAndEndsSixtySecondsLater() {
    assertThat(admits("a", START)).isTrue();
    assertThat(admits("a", START.plusSeconds(59))).isTrue();
    assertThat(admits("b", END.minusNanos(1_000))).isTrue();
    assertThat(admits("a", END)).isTrue();
    assertThat(admits("a", END)).isTrue();
    assertThat(admits("a", END)).isFalse();
  }

  @Test
  void aMinuteInWhichSomethingWasCountedLastsUntilThatIsRecorded() {
    admits("a", START);
    admits("a", START);
    assertThat(quota.counting()).isFalse();
    assertThat(admits("a", END.minusNanos(1_000))).isFalse();
    assertThat(quota.counting()).isTrue();
    assertThat(quota.due(END.minusNanos(1_000), false)).isEmpty();
    assertThat(quota.due(END.minusNanos(1_000), true)).hasSize(1);
    assertThat(admits("a", END)).isFalse();
    List<Entry.Acted> due = quota.due(END, false);
    assertThat(due).hasSize(1);
    assertThat(due.getFirst().details().toString()).contains("limit_reached", "2");
    assertThat(quota.due(END, false)).isEqualTo(due);
    quota.recorded();
    assertThat(quota.due(END, true)).isEmpty();
    assertThat(quota.counting()).isFalse();
    assertThat(admits("a", END)).isTrue();
  }

  @Test
  void aRecordTellsOfNobodyElse() {
    admitted("a", 1, START);
    admitted("a", 1, START);
    admitted("a", 1, START);
    Instant later = START.plusSeconds(30);
    admitted("b", 1, later);
    admitted("b", 1, later);
    admitted("b", 1, later);
    assertThat(quota.due(END, false)).extracting(Entry.Acted::target).containsExactly("a0");
    quota.recorded();
    assertThat(quota.counting()).isTrue();
    assertThat(quota.due(later.plusSeconds(60), false))
        .extracting(Entry.Acted::target)
        .containsExactly("b0");
    quota.recorded();
    assertThat(quota.counting()).isFalse();
  }

  @Test
  void whoIsOneTooManySharesAnAccountUntilTheMinutesOfOthersAreOver() {
    assertThat(admitted("a", Quota.ACCOUNTS_MAX, START)).isEqualTo(Quota.ACCOUNTS_MAX);
    assertThat(admitted("a", Quota.ACCOUNTS_MAX, START)).isEqualTo(Quota.ACCOUNTS_MAX);
    assertThat(admitted("b", 500, END.minusNanos(1_000))).isEqualTo(2);
    assertThat(quota.due(END, true))
        .singleElement()
        .satisfies(entry -> assertThat(entry.target()).isEmpty())
        .satisfies(entry -> assertThat(entry.details().toString()).contains("others", "498"));
    assertThat(admitted("c", 500, END)).isEqualTo(500);
  }
}
