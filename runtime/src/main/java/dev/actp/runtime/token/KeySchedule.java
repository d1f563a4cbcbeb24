package dev.actp.runtime.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a tenant's keys move on by themselves. A key is published some time before it signs, and
 * verifies after its successor has begun to sign until the last token that it can have signed has
 * ended. Pure: a step that was missed is due at the next look.
 *
 * @param every how long a key signs; null where keys are only changed by hand
 * @param lead how long a key is published before it signs
 * @param overlap how long a key verifies after its last signature: the longest life of a token
 */
public record KeySchedule(@Nullable Duration every, Duration lead, Duration overlap) {
  private static final Duration LONGEST_LEAD = Duration.ofDays(1);
  private static final int LEADS_MIN = 4;

  /** A schedule whose keys are published a day before they sign, or a quarter of a short period. */
  public static KeySchedule of(@Nullable Duration every, Duration overlap) {
    Duration part = every == null ? LONGEST_LEAD : every.dividedBy(LEADS_MIN);
    return new KeySchedule(every, part.compareTo(LONGEST_LEAD) < 0 ? part : LONGEST_LEAD, overlap);
  }

  /** Something that is due. */
  public sealed interface Step {
    /** A new key has to be published. */
    record Publish() implements Step {}

    /** A key has to sign, instead of the one before. */
    record Activate(TokenKey key) implements Step {}

    /** A key has to verify no more. */
    record Retire(TokenKey key) implements Step {}
  }

  /**
   * What is due of the keys that sign capability tokens, in the order in which it is to be done.
   */
  public List<Step> due(KeyRing ring, Instant now) {
    List<Step> steps = new ArrayList<>();
    for (TokenKey key : ring.keys().values()) {
      if (key.state() == KeyState.VERIFY_ONLY && !now.isBefore(key.since().plus(overlap))) {
        steps.add(new Step.Retire(key));
      }
    }
    succession(ring, now).ifPresent(steps::add);
    return steps;
  }

  private Optional<Step> succession(KeyRing ring, Instant now) {
    Optional<TokenKey> signing = ring.signing(Purpose.CAPABILITY);
    Optional<TokenKey> next = ring.next(Purpose.CAPABILITY);
    if (signing.isEmpty()) {
      return Optional.of(next.<Step>map(Step.Activate::new).orElseGet(Step.Publish::new));
    }
    if (every == null) {
      return Optional.empty();
    }
    Instant end = signing.get().since().plus(every);
    if (next.isEmpty()) {
      return now.isBefore(end.minus(lead)) ? Optional.empty() : Optional.of(new Step.Publish());
    }
    Instant known = next.get().since().plus(lead);
    return now.isBefore(end) || now.isBefore(known)
        ? Optional.empty()
        : Optional.of(new Step.Activate(next.get()));
  }
}
