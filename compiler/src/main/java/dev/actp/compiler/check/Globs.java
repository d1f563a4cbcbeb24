package dev.actp.compiler.check;

import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What two globs have to do with each other. A placeholder stands for any text within a segment.
 */
public final class Globs {
  /** Steps of a glob: a character, or one of these. */
  private static final int ONE_IN_SEGMENT = -1;

  private static final int ONE = -2;
  private static final int LOOP_IN_SEGMENT = -3;
  private static final int LOOP = -4;

  private Globs() {}

  /** How much is looked at; spent, what is left to see is not seen. Confined to one thread. */
  public static final class Budget {
    private long steps;

    public Budget(long steps) {
      this.steps = steps;
    }

    /** Takes one step, if there is one left. */
    public boolean spend() {
      return steps-- > 0;
    }
  }

  /** Whether some text matches both; false as well where the budget does not suffice to tell. */
  public static boolean overlap(Pattern one, Pattern other, Budget budget) {
    if (!budget.spend()) {
      return false;
    }
    List<Integer> a = steps(one);
    List<Integer> b = steps(other);
    Deque<Pair> open = new ArrayDeque<>(List.of(new Pair(0, 0)));
    Set<Pair> seen = new HashSet<>(open);
    while (!open.isEmpty() && budget.spend()) {
      Pair at = open.pop();
      if (at.a == a.size() && at.b == b.size()) {
        return true;
      }
      for (Pair next : next(at, a, b)) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return false;
  }

  private record Pair(int a, int b) {}

  private static List<Pair> next(Pair at, List<Integer> a, List<Integer> b) {
    List<Pair> next = new ArrayList<>();
    boolean moreA = at.a < a.size();
    boolean moreB = at.b < b.size();
    if (moreA && isLoop(a.get(at.a))) {
      next.add(new Pair(at.a + 1, at.b));
    }
    if (moreB && isLoop(b.get(at.b))) {
      next.add(new Pair(at.a, at.b + 1));
    }
    if (moreA && moreB && shareCharacter(a.get(at.a), b.get(at.b))) {
      next.add(
          new Pair(isLoop(a.get(at.a)) ? at.a : at.a + 1, isLoop(b.get(at.b)) ? at.b : at.b + 1));
    }
    return next;
  }

  private static boolean isLoop(int step) {
    return step == LOOP || step == LOOP_IN_SEGMENT;
  }

  private static boolean shareCharacter(int one, int other) {
    if (one >= 0 && other >= 0) {
      return one == other;
    }
    if (one >= 0 || other >= 0) {
      int character = Math.max(one, other);
      int wild = Math.min(one, other);
      return character != '/' || wild == ONE || wild == LOOP;
    }
    return true;
  }

  /**
   * Whether every text that the second glob matches is matched by the first; only where that is
   * plain to see: the first takes everything, is the same, or is literal text in front of {@code
   * **} or a last {@code *}.
   */
  static boolean covers(Pattern wide, Pattern narrow) {
    if (wide.equals(narrow) || wide.parts().equals(List.of(Part.Wildcard.ANY))) {
      return true;
    }
    if (wide.parts().size() != 2 || !(wide.parts().getFirst() instanceof Part.Literal prefix)) {
      return false;
    }
    boolean open =
        wide.parts().getLast() == Part.Wildcard.ANY || wide.parts().getLast() == Part.Wildcard.REST;
    if (!open
        || narrow.parts().isEmpty()
        || !(narrow.parts().getFirst() instanceof Part.Literal start)) {
      return false;
    }
    boolean longer = narrow.parts().size() > 1 || start.text().length() > prefix.text().length();
    return start.text().startsWith(prefix.text())
        && (longer || wide.parts().getLast() == Part.Wildcard.ANY);
  }

  private static List<Integer> steps(Pattern pattern) {
    List<Integer> steps = new ArrayList<>();
    for (Part part : pattern.parts()) {
      switch (part) {
        case Part.Literal literal -> literal.text().codePoints().forEach(steps::add);
        case Part.SessionValue ignored -> steps.addAll(List.of(ONE_IN_SEGMENT, LOOP_IN_SEGMENT));
        case Part.AgentValue ignored -> steps.addAll(List.of(ONE_IN_SEGMENT, LOOP_IN_SEGMENT));
        case Part.Wildcard wildcard -> steps.addAll(steps(wildcard));
      }
    }
    return steps;
  }

  private static List<Integer> steps(Part.Wildcard wildcard) {
    return switch (wildcard) {
      case STAR -> List.of(ONE_IN_SEGMENT, LOOP_IN_SEGMENT);
      case REST -> List.of(ONE, LOOP);
      case ANY -> List.of(LOOP);
    };
  }
}
