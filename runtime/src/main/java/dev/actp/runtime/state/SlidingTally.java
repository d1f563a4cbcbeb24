package dev.actp.runtime.state;

import dev.actp.runtime.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Uses in a sliding window: one at t counts while {@code now - t < length}. Exact up to a number of
 * uses; above that uses in the same sixtieth of the window are counted together, as of the last of
 * them, so that it only ever counts longer than it should.
 */
final class SlidingTally implements Tally {
  private static final int STRETCHES = 60;
  private static final Value.Num ONE = Value.Num.of(1);

  private final long length;
  private final int exactUses;
  private long[] times = new long[2];

  /** Beside {@link #times}; null while every amount is one. */
  private Value @Nullable [] amounts;

  private int first;
  private int end;
  private boolean coarse;
  private Value sum = Value.Num.ZERO;

  SlidingTally(long length, int exactUses) {
    this.length = length;
    this.exactUses = exactUses;
  }

  @Override
  public Value used(long now) {
    while (first < end && now - times[first] >= length) {
      sum = Sums.minus(sum, amount(first));
      first++;
    }
    if (first == end) {
      first = 0;
      end = 0;
      amounts = null;
      coarse = false;
      sum = Value.Num.ZERO;
    }
    return sum;
  }

  @Override
  public void add(Charged charged) {
    used(charged.at());
    sum = Sums.plus(sum, charged.amount());
    if (end - first >= exactUses) {
      coarsen();
    }
    append(charged.at(), charged.amount());
  }

  private void append(long at, Value amount) {
    if (coarse && end > first && stretch(times[end - 1]) == stretch(at)) {
      long kept = Math.max(times[end - 1], at);
      Value joined = Sums.plus(amount(end - 1), amount);
      set(end - 1, kept, joined);
      return;
    }
    room();
    set(end++, at, amount);
  }

  private void coarsen() {
    long[] olderTimes = times;
    Value @Nullable [] olderAmounts = amounts;
    int from = first;
    int to = end;
    times = new long[STRETCHES + 2];
    amounts = null;
    first = 0;
    end = 0;
    coarse = true;
    for (int i = from; i < to; i++) {
      append(olderTimes[i], olderAmounts == null ? ONE : olderAmounts[i]);
    }
  }

  @Override
  public void giveBack(Charged charged) {
    for (int i = first; i < end; i++) {
      boolean holds =
          coarse ? stretch(times[i]) == stretch(charged.at()) : times[i] == charged.at();
      if (holds && (coarse || amount(i).equals(charged.amount()))) {
        Value left = Sums.minus(amount(i), charged.amount());
        sum = Sums.minus(sum, Sums.minus(amount(i), left));
        set(i, times[i], left);
        return;
      }
    }
  }

  @Override
  public boolean idle(long now) {
    used(now);
    return first == end;
  }

  private long stretch(long at) {
    return Math.floorDiv(at, Math.max(1, length / STRETCHES));
  }

  private Value amount(int i) {
    return amounts == null ? ONE : amounts[i];
  }

  private void set(int i, long at, Value amount) {
    times[i] = at;
    if (amounts == null && !amount.equals(ONE)) {
      Value[] filled = new Value[times.length];
      Arrays.fill(filled, ONE);
      amounts = filled;
    }
    if (amounts != null) {
      amounts[i] = amount;
    }
  }

  private void room() {
    if (end < times.length) {
      return;
    }
    int size = end - first;
    int capacity = size * 2 > times.length ? times.length * 2 : times.length;
    long[] moved = new long[capacity];
    System.arraycopy(times, first, moved, 0, size);
    times = moved;
    if (amounts != null) {
      Value[] movedAmounts = new Value[capacity];
      Arrays.fill(movedAmounts, ONE);
      System.arraycopy(amounts, first, movedAmounts, 0, size);
      amounts = movedAmounts;
    }
    first = 0;
    end = size;
  }

  @Override
  public void write(Wire out) {
    out.flag(coarse).flag(amounts != null).number(end - first);
    long before = 0;
    for (int i = first; i < end; i++) {
      out.number(times[i] - before);
      before = times[i];
      if (amounts != null) {
        out.value(amounts[i]);
      }
    }
  }

  void read(WireReader in) {
    coarse = in.flag();
    boolean amounting = in.flag();
    int size = in.size();
    times = new long[Math.max(2, size)];
    long at = 0;
    for (; end < size; end++) {
      at += in.number();
      Value amount = amounting ? in.value() : ONE;
      set(end, at, amount);
      sum = Sums.plus(sum, amount);
    }
  }
}
