package dev.actp.runtime.state;

import dev.actp.runtime.value.Value;

/** Uses for ever. */
final class TotalTally implements Tally {
  private Value sum = Value.Num.ZERO;
  private long ends = Long.MIN_VALUE;

  @Override
  public Value used(long now) {
    return sum;
  }

  @Override
  public void add(Charged charged) {
    sum = Sums.plus(sum, charged.amount());
    ends = Math.max(ends, charged.ends());
  }

  /** The token that was charged here lives until an instant at least. */
  void extend(long until) {
    ends = Math.max(ends, until);
  }

  /** When the last token that was charged here expires. */
  long ends() {
    return ends;
  }

  @Override
  public void giveBack(Charged charged) {
    if (!Sums.zero(sum)) {
      sum = Sums.minus(sum, charged.amount());
    }
  }

  @Override
  public boolean idle(long now) {
    return Sums.zero(sum);
  }

  @Override
  public void write(Wire out) {
    out.value(sum).number(ends);
  }

  void read(WireReader in) {
    sum = in.value();
    ends = in.number();
  }
}
