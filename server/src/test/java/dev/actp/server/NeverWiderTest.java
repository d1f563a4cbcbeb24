package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.service.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * No child is ever allowed what an ancestor is refused: random chains with random narrowings, and
 * random requests over a state that they move, through the real service. Another start by {@code
 * -Dactp.delegation.seed=N}.
 */
class NeverWiderTest {
  private static final long SEED = Long.getLong("actp.delegation.seed", 1);
  private static final int WORLDS = 150;
  private static final int REQUESTS = 12;

  private int cases;
  private int allowed;
  private int narrowed;
  private int refusedChildren;

  @Test
  void noChildIsAllowedWhatAnAncestorIsRefused() {
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      try (Chains world = new Chains(seed)) {
        List<VerifiedToken> chain = chain(world);
        for (int i = 0; i < REQUESTS; i++) {
          ask(world, chain, seed, i);
        }
      }
    }
    System.out.printf(
        "never wider from seed %d: %d cases, %d children allowed, %d narrowed, %d not handed on%n",
        SEED, cases, allowed, narrowed, refusedChildren);
    assertThat(cases).isGreaterThan(3_000);
    assertThat(allowed).isGreaterThan(cases / 20);
    assertThat(narrowed).isGreaterThan(cases / 20);
    assertThat(refusedChildren).isPositive();
  }

  private List<VerifiedToken> chain(Chains world) {
    List<VerifiedToken> chain = new ArrayList<>(List.of(world.root()));
    int length = world.dice().nextInt(1, 9);
    for (int tries = 0; chain.size() < length && tries < 2 * length; tries++) {
      VerifiedToken parent = chain.getLast();
      VerifiedToken child = world.child(parent, "agent" + chain.size());
      switch (world.handOn(parent, child)) {
        case Done.Committed done -> chain.add(child);
        case Done.Refused refused -> refusedChildren++;
      }
    }
    return chain;
  }

  /** Every link's token asks the same, with nothing between; then one of them does it. */
  private void ask(Chains world, List<VerifiedToken> chain, long seed, int number) {
    Request request = request(world.dice());
    Outcome above = Outcome.ALLOW;
    for (int link = 0; link < chain.size(); link++) {
      Outcome outcome = world.ask(request, chain.get(link), true).decision().outcome();
      assertThat(rank(outcome))
          .as(
              "seed %d, request %d: link %d of %s%n%s",
              seed, number, link, request, chain.getLast().links())
          .isLessThanOrEqualTo(rank(above));
      cases += link == 0 ? 0 : 1;
      allowed += link > 0 && outcome == Outcome.ALLOW ? 1 : 0;
      narrowed += link > 0 && above == Outcome.ALLOW && outcome != Outcome.ALLOW ? 1 : 0;
      above = outcome;
    }
    VerifiedToken one = chain.get(world.dice().nextInt(chain.size()));
    Answer answer = world.ask(request, one, false);
    if (answer.decision().outcome() == Outcome.ALLOW && answer.receipt() != null) {
      Caller caller = Chains.GATEWAY;
      world.perform(new Act.Report(answer.receipt().index(), caller, Act.Outcome.SUCCEEDED));
    }
    world.advance();
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case ALLOW -> 2;
      case NEEDS_APPROVAL -> 1;
      case DENY -> 0;
    };
  }

  private static Request request(RandomGenerator dice) {
    String action = Chains.oneOf(dice, List.of("pay", "pay", "read", "note"));
    Map<String, String> attributes = new TreeMap<>();
    if (!action.equals("note")) {
      attributes.put("amount", Integer.toString(dice.nextInt(0, 100)));
      attributes.put("tag", Chains.oneOf(dice, List.of("a", "b", "c")));
    }
    return Chains.request(action, Chains.oneOf(dice, Chains.RESOURCES), attributes);
  }
}
