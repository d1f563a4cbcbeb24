package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;

/**
 * What a live counter has counted. Instants are {@link Micros} and never go back from call to call.
 */
sealed interface Tally permits SlidingTally, CalendarTally, TotalTally, OpenTally {

  /** What counts at an instant; {@link Value.Num#ZERO} where nothing does. */
  Value used(long now);

  /** Counts one use. */
  void add(Charged charged);

  /**
   * Takes back what a use was counted with; never below zero, and nothing where it no longer
   * counts.
   */
  void giveBack(Charged charged);

  /** Whether it can be forgotten: nothing counts, now and whenever. */
  boolean idle(long now);

  void write(Wire out);

  /**
   * One use that is counted.
   *
   * @param use the use's number: its index in the ledger
   * @param ends when the root of the token's chain expires
   * @param resource what it was done on
   */
  record Charged(
      CounterKey counter,
      Value amount,
      long at,
      long use,
      long ends,
      String session,
      String resource) {}

  /** An empty one, of the kind that the counter asks for. */
  static Tally of(Counter counter, Bounds bounds) {
    if (counter.kind() == Counter.Kind.OPEN) {
      return new OpenTally();
    }
    return switch (counter.window()) {
      case Window.Sliding sliding ->
          new SlidingTally(Micros.length(sliding.length()), bounds.exactUses());
      case Window.Calendar calendar -> new CalendarTally(calendar);
      case Window.Total ignored -> new TotalTally();
    };
  }

  /** What {@link #write} wrote of a counter's tally. */
  static Tally read(Counter counter, Bounds bounds, WireReader in) {
    Tally tally = of(counter, bounds);
    switch (tally) {
      case SlidingTally sliding -> sliding.read(in);
      case CalendarTally calendar -> calendar.read(in);
      case TotalTally total -> total.read(in);
      case OpenTally open -> open.read(in);
    }
    return tally;
  }
}
