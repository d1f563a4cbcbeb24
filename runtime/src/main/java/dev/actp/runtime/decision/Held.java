package dev.actp.runtime.decision;

import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The patterns that a token holds capabilities of one policy for, as far as they are known without
 * a request.
 */
final class Held {
  private final CompiledPolicy policy;
  private final VerifiedToken token;

  Held(CompiledPolicy policy, VerifiedToken token) {
    this.policy = policy;
    this.token = token;
  }

  /**
   * What is said of resources at one place: by the policy, or by a link that narrows it.
   *
   * @param text in the words that it is written in
   * @param patterns one of which has to match
   */
  record Place(String text, List<Pattern> patterns) {
    Place {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * All places, the policy first, each of which has to match.
   *
   * @param id the policy's id
   */
  List<Place> places(String id, Capability capability) {
    List<Place> places = new ArrayList<>();
    places.add(new Place("`" + capability.source().text() + "`", capability.resources()));
    for (VerifiedToken.Link link : token.links()) {
      for (VerifiedToken.Narrowing one : link.of(id, capability.name())) {
        if (!one.on().isEmpty()) {
          places.add(new Place("`" + String.join("`, `", one.on()) + "`", patterns(one)));
        }
      }
    }
    return places;
  }

  /** The patterns of a narrowing; none where it means nothing. */
  List<Pattern> patterns(VerifiedToken.Narrowing narrowing) {
    return switch (policy.attenuations().read(narrowing).within()) {
      case Expr.Matches(Expr text, Pattern glob) -> List.of(glob);
      case Expr.Or(List<Expr> operands) ->
          operands.stream()
              .flatMap(
                  one ->
                      one instanceof Expr.Matches(Expr text, var glob)
                          ? Stream.of(glob)
                          : Stream.empty())
              .toList();
      case null, default -> List.of();
    };
  }

  /**
   * A pattern with the session's values in it. None where a value is not known here: those of
   * agents are looked up when something is asked.
   */
  List<Pattern> filled(Pattern pattern) {
    return PatternValues.fill(pattern, this::value)
            instanceof PatternValues.Filled.Patterns(List<Pattern> alternatives)
        ? alternatives
        : List.of();
  }

  private Result value(Pattern.Part part) {
    Value value =
        part instanceof Pattern.Part.SessionValue(String name)
                && Typing.values(policy.policy().session(), token.values(), "session")
                    instanceof Value.Struct(var members)
            ? members.get(name)
            : null;
    return value == null ? new Fault(Fault.Kind.ABSENT, "not known yet") : value;
  }
}
