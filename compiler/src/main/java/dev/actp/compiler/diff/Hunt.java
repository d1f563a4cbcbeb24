package dev.actp.compiler.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for sessions that end differently under two versions, for as long as it may. */
final class Hunt {
  private final Duel before;
  private final Duel after;
  private final List<Pending> pending;
  private long left;

  Hunt(Duel before, Duel after, List<Pending> pending) {
    this.before = before;
    this.after = after;
    this.pending = pending;
  }

  /** From here on each version may decide so many requests. */
  void allow(long most) {
    left = most;
  }

  Duel before() {
    return before;
  }

  Duel after() {
    return after;
  }

  /** Whether there is a change that nothing shows yet, and time left. */
  boolean goesOn() {
    return left > 0 && pending.stream().anyMatch(Pending::open);
  }

  boolean mayGoOn() {
    return left > 0;
  }

  void consider(Trial trial) {
    List<Step> steps = new ArrayList<>(trial.prelude());
    steps.add(trial.use(1));
    consider(trial.scene(), steps);
  }

  /**
   * The first request that comes out differently shows something. An interrupted thread looks no
   * further.
   */
  void consider(Scene scene, List<Step> steps) {
    if (Thread.currentThread().isInterrupted()) {
      left = 0;
    }
    if (left <= 0) {
      return;
    }
    left -= uses(steps);
    List<Answer> old = before.play(scene, steps);
    List<Answer> now = after.play(scene, steps);
    for (int i = 0; i < old.size(); i++) {
      Optional<Direction> direction = Answer.between(old.get(i), now.get(i));
      if (direction.isPresent()) {
        show(scene, upTo(steps, i), direction.get());
        return;
      }
    }
  }

  private static long uses(List<Step> steps) {
    return steps.stream().mapToLong(step -> step instanceof Step.Use use ? use.times() : 0).sum();
  }

  /** The session cut off behind its use of that number, from 0. */
  private static List<Step> upTo(List<Step> steps, int last) {
    List<Step> kept = new ArrayList<>();
    int uses = 0;
    for (Step step : steps) {
      if (step instanceof Step.Use use && uses + use.times() > last) {
        int times = last - uses + 1;
        kept.add(
            new Step.Use(use.action(), use.resource(), use.attributes(), times, use.succeeded()));
        return kept;
      }
      kept.add(step);
      uses += step instanceof Step.Use use ? use.times() : 0;
    }
    return kept;
  }

  /** Believed only if it comes out so again, played by itself. */
  private void show(Scene scene, List<Step> steps, Direction direction) {
    Answer old = before.play(scene, steps).getLast();
    Answer now = after.play(scene, steps).getLast();
    if (Answer.between(old, now).equals(Optional.of(direction))) {
      Witness witness = new Witness(direction, scene, steps, old.text(), now.text());
      int reasons = old.reasons() + now.reasons();
      pending.stream()
          .filter(each -> each.explains(old, now, direction))
          .forEach(each -> each.offer(witness, reasons));
    }
  }
}
