package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Entry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which refusals are recorded by themselves, at the bounds. */
class QuotaTest {
  private static final Instant START = Office.START;
  private static final List<String> REASONS = List.of("limit_reached");

  private final Quota quota = new Quota(2);

  private boolean admits(String agent, Instant at) {
    return quota.admits(Quota.Who.agent(agent), REASONS, at);
  }

  @Test
  void noMinuteHasMoreThanTheQuotaWhereverItBegins() {
    assertThat(admits("a", START)).isTrue();
    assertThat(admits("a", START.plusSeconds(59))).isTrue();
    assertThat(admits("a", START.plusNanos(59_999_999_000L))).isFalse();
    assertThat(admits("a", START.plusSeconds(60))).isTrue();
    assertThat(admits("a", START.plusSeconds(118))).isFalse();
    assertThat(admits("b", START.plusSeconds(118))).isTrue();
  }

  @Test
  void aCountIsDueWhenItsMinuteIsOverAndIsGivenUntilItIsRecorded() {
    admits("a", START);
    admits("a", START);
    assertThat(quota.counting()).isFalse();
    admits("a", START.plusSeconds(10));
    admits("a", START.plusSeconds(69));
    assertThat(admits("a", START.plusSeconds(69))).isTrue();
    assertThat(admits("a", START.plusSeconds(69))).isFalse();
    assertThat(quota.counting()).isTrue();
    assertThat(quota.due(START.plusNanos(69_999_999_000L), false)).isEmpty();
    assertThat(quota.due(START.plusNanos(69_999_999_000L), true)).hasSize(1);
    Instant end = START.plusSeconds(70);
    List<Entry.Acted> due = quota.due(end, false);
    assertThat(due).hasSize(1);
    assertThat(quota.due(end, false)).isEqualTo(due);
    assertThat(due.getFirst().details().toString()).contains("limit_reached");
    quota.recorded(end, false);
    assertThat(quota.due(end, true)).isEmpty();
    assertThat(quota.counting()).isFalse();
  }

  @Test
  void whoIsOneTooManySharesAnAccountUntilOthersAreIdle() {
    for (int i = 0; i < Quota.ACCOUNTS_MAX; i++) {
      assertThat(admits("a" + i, START)).isTrue();
    }
    int admitted = 0;
    for (int i = 0; i < 500; i++) {
      admitted += admits("b" + i, START.plusSeconds(2)) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(2);
    assertThat(quota.due(START.plusSeconds(2), true))
        .singleElement()
        .satisfies(entry -> assertThat(entry.target()).isEmpty())
        .satisfies(entry -> assertThat(entry.details().toString()).contains("others", "498"));
    int later = 0;
    for (int i = 0; i < 500; i++) {
      later += admits("c" + i, START.plusSeconds(61)) ? 1 : 0;
    }
    assertThat(later).isEqualTo(500);
  }
}
