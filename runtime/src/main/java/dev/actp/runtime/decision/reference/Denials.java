package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Breaker;
import java.util.ArrayList;
import java.util.List;

/**
 * What a denial counts against: the agent of each link, under every policy in force that has a
 * breaker.
 */
final class Denials {
  private Denials() {}

  static List<Effect> count(List<Reason> reasons, List<InForce> inForce, VerifiedToken token) {
    if (reasons.stream().allMatch(Denials::harmless)) {
      return List.of();
    }
    List<Effect> effects = new ArrayList<>();
    for (InForce policy : inForce) {
      Breaker breaker = policy.policy().breaker();
      if (breaker != null) {
        for (VerifiedToken.Link link : token.links()) {
          effects.add(
              new Effect.CountDenial(
                  link.agent(),
                  policy.policy().name(),
                  breaker.denials(),
                  breaker.within(),
                  breaker.suspends()));
        }
      }
    }
    return effects.stream().distinct().toList();
  }

  private static boolean harmless(Reason reason) {
    return switch (reason.code().family()) {
      case LIMIT, WINDOW, APPROVAL -> true;
      case NONE,
          FORBID,
          REQUIRE,
          HISTORY,
          BREAKER,
          SUSPENDED,
          DECOY,
          REVOCATION,
          OBLIGATION,
          MALFORMED,
          ERROR,
          DEFAULT ->
          false;
    };
  }
}
