package dev.actp.compiler.suggest;

import dev.actp.runtime.evidence.Use;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The uses behind a proposal.
 *
 * @param uses how many
 * @param first the instant of the first; null for none
 * @param last of the last
 * @param samples indexes of records of the ledger, at most {@value #SAMPLES}
 */
public record Proof(
    long uses, @Nullable Instant first, @Nullable Instant last, List<Long> samples) {
  private static final int SAMPLES = 3;

  static final Proof NONE = new Proof(0, null, null, List.of());

  public Proof {
    samples = List.copyOf(samples);
  }

  /** Uses, the oldest first; of these the telling ones are shown. */
  static Proof of(List<Played> uses, List<Played> telling) {
    if (uses.isEmpty()) {
      return NONE;
    }
    List<Long> samples = new ArrayList<>();
    for (Played one : telling) {
      if (samples.size() < SAMPLES) {
        samples.add(one.use().record().index());
      }
    }
    Use first = uses.getFirst().use();
    Use last = uses.getLast().use();
    return new Proof(uses.size(), first.record().at(), last.record().at(), samples);
  }

  /** Uses, the oldest first; the first, the middle one and the last are shown. */
  static Proof of(List<Played> uses) {
    int size = uses.size();
    List<Played> shown =
        size <= SAMPLES ? uses : List.of(uses.getFirst(), uses.get(size / 2), uses.getLast());
    return of(uses, shown);
  }
}
