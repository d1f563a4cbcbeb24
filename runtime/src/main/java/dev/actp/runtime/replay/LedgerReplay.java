package dev.actp.runtime.replay;

import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.registry.LedgerRow;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Decides recorded decisions again, one after another, in constant memory. */
public final class LedgerReplay {
  private long decisions;
  private long same;
  private long erased;
  private long sameThoughErased;
  private long byService;
  private long older;
  private long different;

  private LedgerReplay() {}

  /**
   * What it came to.
   *
   * @param decisions how many were looked at; the others add up to it
   * @param same decided the same again
   * @param sameThoughErased the same, from what erasing had left
   * @param erased could not be decided again, since values were erased
   * @param byService denied by no policy
   * @param older of records that do not hold all that is needed
   * @param different came out otherwise: a fault
   */
  public record Summary(
      long decisions,
      long same,
      long sameThoughErased,
      long erased,
      long byService,
      long older,
      long different) {}

  /** A decision that came out otherwise. */
  public record Difference(RecordedDecision decision, List<String> what) {}

  /**
   * Replays the decisions of some records.
   *
   * @param rows in their order
   * @param wanted which decisions
   * @param found is told every difference
   */
  public static Summary of(
      Iterable<LedgerRow> rows,
      Replayer replayer,
      Predicate<RecordedDecision> wanted,
      Consumer<Difference> found) {
    LedgerReplay replay = new LedgerReplay();
    for (LedgerRow row : rows) {
      RecordedDecision.of(row.leaf(), row.beside())
          .filter(wanted)
          .ifPresent(one -> replay.take(one, replayer.replay(one), found));
    }
    return replay.summary();
  }

  private void take(RecordedDecision decision, Replayed replayed, Consumer<Difference> found) {
    decisions++;
    switch (replayed) {
      case Replayed.Same ignored -> same++;
      case Replayed.SameThoughErased ignored -> sameThoughErased++;
      case Replayed.Skipped.ERASED -> erased++;
      case Replayed.Skipped.BY_SERVICE -> byService++;
      case Replayed.Skipped.OLDER -> older++;
      case Replayed.Different(List<String> what) -> {
        different++;
        found.accept(new Difference(decision, what));
      }
    }
  }

  private Summary summary() {
    return new Summary(decisions, same, sameThoughErased, erased, byService, older, different);
  }
}
