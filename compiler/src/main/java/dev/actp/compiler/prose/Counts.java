package dev.actp.compiler.prose;

import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import java.util.List;

/** What limits count, in English. */
public final class Counts {
  private Counts() {}

  /** {@code in any 24 hours, counted for each agent}. */
  public static Phrase over(Counter counter) {
    return Phrase.of(Times.counted(counter.window()), ", ", counted(counter));
  }

  /** {@code counted for each agent}. */
  public static Phrase counted(Counter counter) {
    List<Phrase> keys = counter.keys().stream().map(Counts::key).toList();
    return Phrase.of("counted for ", Phrase.list(keys, "and"));
  }

  /** What a use takes. */
  public static Phrase measure(Clause clause) {
    return Terms.of(clause.charges().getFirst().amount());
  }

  /** The most that there may be, in a clause that is nothing but a limit. */
  public static Phrase maximum(Clause clause) {
    return clause.condition() instanceof Expr.Comparison(var operator, Expr left, Expr right)
        ? Terms.of(right)
        : Phrase.EMPTY;
  }

  private static Phrase key(Counter.Key key) {
    return switch (key) {
      case Counter.Key.Of of ->
          Phrase.of(
              switch (of) {
                case AGENT -> "each agent";
                case TENANT -> "the whole organisation";
                case TOKEN -> "each token";
                case SESSION -> "each session";
                case RESOURCE -> "each resource";
              });
      case Counter.Key.SessionValue(String name) ->
          Phrase.of("each ", Phrase.code(name), " of the session");
      case Counter.Key.Attribute(String name) -> Phrase.of("each ", Phrase.code(name));
    };
  }
}
