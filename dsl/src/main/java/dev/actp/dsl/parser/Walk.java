package dev.actp.dsl.parser;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * Walks the grammar's network over tokens, keeping every place that the parser could be in, with
 * the rules it would return to. Unlike the parser's own prediction this knows, at the first token
 * that cannot be read, all that could have stood there; it is used only on texts that do not parse.
 * No rule is left recursive and nesting is bounded, so the number of places stays small.
 */
final class Walk {
  /** A rule to return to; one object for one sequence of returns. */
  private static final class Frame {
    final @Nullable ATNState follow;
    final @Nullable Frame parent;
    private final Map<Integer, Frame> children = new HashMap<>();

    Frame(@Nullable ATNState follow, @Nullable Frame parent) {
      this.follow = follow;
      this.parent = parent;
    }

    Frame push(ATNState state) {
      return children.computeIfAbsent(state.stateNumber, n -> new Frame(state, this));
    }
  }

  /**
   * One place.
   *
   * @param entered the outermost rule that starts at the next token, among those a message can
   *     name; -1 for none
   */
  private record Place(ATNState state, Frame frame, int entered) {}

  /**
   * All places that could be, before the next token, and where each token leads, once it was asked
   * for.
   */
  static final class Places {
    private final Set<Place> reached;
    private final Map<Integer, Optional<Places>> next = new HashMap<>();
    private @Nullable Expected expected;

    private Places(Set<Place> reached) {
      this.reached = reached;
    }
  }

  /**
   * What could stand next.
   *
   * @param tokens types of the tokens that start none of the named rules
   * @param rules the named rules that could start
   * @param all types of all tokens
   * @param within the rules whose next token {@code tokens} are
   */
  record Expected(IntervalSet tokens, Set<Integer> rules, IntervalSet all, Set<Integer> within) {}

  private final ATN atn;
  private final Set<Integer> named;
  private final Map<Set<Place>, Places> closures = new HashMap<>();

  Walk(ATN atn, Set<Integer> named) {
    this.atn = atn;
    this.named = named;
  }

  Places start(int rule) {
    return closure(Set.of(new Place(atn.ruleToStartState[rule], new Frame(null, null), -1)));
  }

  /** The places behind the token, or null if it cannot be read. */
  @Nullable Places after(Places places, Token token) {
    return places
        .next
        .computeIfAbsent(token.getType(), type -> Optional.ofNullable(step(places, type)))
        .orElse(null);
  }

  private @Nullable Places step(Places places, int type) {
    Set<Place> reached = new LinkedHashSet<>();
    for (Place place : places.reached) {
      for (Transition transition : place.state.getTransitions()) {
        if (transition.matches(type, Token.MIN_USER_TOKEN_TYPE, atn.maxTokenType)) {
          reached.add(new Place(transition.target, place.frame, -1));
        }
      }
    }
    return reached.isEmpty() ? null : closures.computeIfAbsent(reached, this::closure);
  }

  Expected expected(Places places) {
    if (places.expected == null) {
      places.expected = union(places);
    }
    return places.expected;
  }

  private static Expected union(Places places) {
    Expected expected =
        new Expected(new IntervalSet(), new HashSet<>(), new IntervalSet(), new HashSet<>());
    for (Place place : places.reached) {
      for (Transition transition : place.state.getTransitions()) {
        if (transition.label() != null) {
          add(place, transition.label(), expected);
        }
      }
    }
    return expected;
  }

  private static void add(Place place, IntervalSet label, Expected expected) {
    expected.all.addAll(label);
    if (place.entered < 0) {
      expected.tokens.addAll(label);
      expected.within.add(place.state.ruleIndex);
    } else {
      expected.rules.add(place.entered);
    }
  }

  private Places closure(Set<Place> kernel) {
    Set<Place> seen = new LinkedHashSet<>(kernel);
    Deque<Place> open = new ArrayDeque<>(kernel);
    while (!open.isEmpty()) {
      Place place = open.pop();
      if (place.state instanceof RuleStopState) {
        if (place.frame.follow != null && place.frame.parent != null) {
          add(new Place(place.frame.follow, place.frame.parent, -1), seen, open);
        }
        continue;
      }
      for (Transition transition : place.state.getTransitions()) {
        if (transition instanceof RuleTransition call) {
          add(entered(place, call), seen, open);
        } else if (transition.isEpsilon()) {
          add(new Place(transition.target, place.frame, place.entered), seen, open);
        }
      }
    }
    return new Places(seen);
  }

  private Place entered(Place place, RuleTransition call) {
    int rule = call.target.ruleIndex;
    int entered = place.entered < 0 && named.contains(rule) ? rule : place.entered;
    return new Place(call.target, place.frame.push(call.followState), entered);
  }

  private static void add(Place place, Set<Place> seen, Deque<Place> open) {
    if (seen.add(place)) {
      open.push(place);
    }
  }
}
